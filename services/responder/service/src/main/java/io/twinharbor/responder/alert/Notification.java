package io.twinharbor.responder.alert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Statuses;
import io.twinharbor.responder.text.Legible;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.core.Response;

/** What Alertmanager's webhook says (version 4 of its format). */
public final class Notification {

    /** More than some hundred alerts take. */
    static final int LIMIT = 1024 * 1024;

    private Notification() {
    }

    /**
     * The alerts in it.
     *
     * @throws ProblemException 413 over {@link #LIMIT} bytes, 400 if it is not JSON, 422 if it is not of version 4
     */
    public static List<Alert> read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new ProblemException(Problem.of(Statuses.CONTENT_TOO_LARGE,
                    "A notification takes at most " + LIMIT + " bytes."));
        }
        JsonObject notification;
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            notification = reader.readObject();
        } catch (RuntimeException e) {
            // What is nested too deeply, and numbers that are too large, are refused by exceptions of all kinds.
            throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST, "The body is no JSON object."));
        }
        if (!notification.getString("version", "").equals("4")) {
            throw invalid("version must be \"4\", as Alertmanager's webhook has it");
        }
        List<Alert> alerts = new ArrayList<>();
        try {
            notification.getJsonArray("alerts").forEach(alert -> alerts.add(alert(alert.asJsonObject())));
        } catch (ClassCastException | NullPointerException | DateTimeParseException e) {
            throw invalid("each of its alerts must have labels, annotations, a fingerprint, and times as RFC 3339 has them");
        }
        return alerts;
    }

    private static Alert alert(JsonObject alert) {
        return new Alert(Legible.of(alert.getString("fingerprint")), Instant.parse(alert.getString("startsAt")),
                alert.getString("status", "").equals("resolved") ? Instant.parse(alert.getString("endsAt")) : null,
                Alert.texts(alert.getJsonObject("labels")), Alert.texts(alert.getJsonObject("annotations")));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.of(Statuses.UNPROCESSABLE_CONTENT, "invalid-notification",
                "The notification is not valid", detail + "."));
    }
}
