package io.twinharbor.responder.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Statuses;
import io.twinharbor.responder.access.Roles;
import io.twinharbor.responder.ledger.Stops;
import io.twinharbor.responder.text.Legible;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/v1/stop}: the stop switch, and how it stands. */
@Path("/stop")
@Produces(MediaType.APPLICATION_JSON)
public class StopResource {

    static final int REASON_LENGTH = 500;
    private static final int LIMIT = 8 * 1024;

    private final Stops stops;

    @Inject
    public StopResource(Stops stops) {
        this.stops = stops;
    }

    @GET
    @RolesAllowed({Roles.READER, Roles.OPERATOR})
    public String get() throws SQLException {
        JsonObjectBuilder json = Json.createObjectBuilder();
        stops.newest().ifPresentOrElse(
                stop -> json.add("stopped", stop.stopped()).add("reason", stop.reason()).add("actor", stop.actor())
                        .add("at", stop.at().toString()),
                () -> json.add("stopped", false).add("reason", "").add("actor", "").addNull("at"));
        return json.build().toString();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    public String put(InputStream body, @Context SecurityContext security) throws IOException, SQLException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new ProblemException(Problem.of(Statuses.CONTENT_TOO_LARGE, "The body takes at most " + LIMIT + " bytes."));
        }
        JsonObject json = read(bytes);
        boolean isStopped;
        String reason;
        try {
            isStopped = json.getBoolean("stopped");
            reason = Legible.of(json.getString("reason"));
        } catch (NullPointerException | ClassCastException e) {
            throw invalid();
        }
        if (reason.isBlank() || reason.length() > REASON_LENGTH || json.size() != 2) {
            throw invalid();
        }
        stops.change(isStopped, security.getUserPrincipal().getName(), reason);
        return get();
    }

    private static JsonObject read(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        } catch (RuntimeException e) {
            // What is nested too deeply, and numbers that are too large, are refused by exceptions of all kinds.
            throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST, "The body is no JSON object."));
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(Problem.of(Statuses.UNPROCESSABLE_CONTENT, "invalid-stop", "The switch is not set like that",
                "stopped must be true or false, and reason a text of 1 to " + REASON_LENGTH + " characters; nothing else."));
    }
}
