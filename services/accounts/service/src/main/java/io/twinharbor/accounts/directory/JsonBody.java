package io.twinharbor.accounts.directory;

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
final class JsonBody {

    /** More than the largest valid user, escaped throughout, can take. */
    static final int LIMIT = 64 * 1024;

    private JsonBody() {
    }

    /**
     * Reads the body to its end.
     *
     * @throws ProblemException 413 over {@link #LIMIT} bytes, 400 if it is not JSON in UTF-8, 422 if it is no object
     */
    static JsonObject read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new ProblemException(Problem.of(Statuses.CONTENT_TOO_LARGE,
                    "A user takes at most " + LIMIT + " bytes; imports take many users."));
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
