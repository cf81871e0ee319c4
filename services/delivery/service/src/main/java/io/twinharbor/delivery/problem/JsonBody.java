package io.twinharbor.delivery.problem;

import java.io.IOException;
import java.io.InputStream;

import io.twinharbor.conduct.json.JsonText;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Statuses;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;

/** A request body that has to be one small JSON object. */
public final class JsonBody {

    /** More than any message here takes. */
    static final int LIMIT = 64 * 1024;

    private JsonBody() {
    }

    /**
     * Reads the body to its end.
     *
     * @throws ProblemException 413 over {@link #LIMIT} bytes, 400 if it is not JSON in UTF-8, 422 if it is no object
     */
    public static JsonObject read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new ProblemException(Problem.of(Statuses.CONTENT_TOO_LARGE,
                    "The body takes at most " + LIMIT + " bytes."));
        }
        JsonValue value;
        try {
            value = JsonText.parse(bytes);
        } catch (JsonException e) {
            throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST, "The body " + JsonText.DEFECT + "."));
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new ProblemException(Problem.of(Statuses.UNPROCESSABLE_CONTENT, "The body must be a JSON object."));
    }
}
