package io.twinharbor.console.backend;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** What answers that are no success mean: that something is refused, or that a backend is not well. */
public class Answers implements ResponseExceptionMapper<RuntimeException> {

    private static final int SERVER_ERROR = 500;

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= 400;
    }

    @Override
    public RuntimeException toThrowable(Response answer) {
        int status = answer.getStatus();
        JsonObject problem = problem(answer);
        if (status >= SERVER_ERROR) {
            return new Unavailable(problem.getString("detail", "status " + status));
        }
        return new Refused(status, problem);
    }

    /** Proxies answer with pages and texts, too. */
    private static JsonObject problem(Response answer) {
        try (var reader = Json.createReader(answer.readEntity(InputStream.class))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException | NullPointerException e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
