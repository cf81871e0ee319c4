package io.twinharbor.console.backend;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A backend will not do what it was asked for, and says why: an answer of 4xx with RFC 9457 problem details. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonObject problem;

    public Refused(int status, JsonObject problem) {
        super(problem.getString("detail", problem.getString("message", "status " + status)));
        this.status = status;
        this.problem = problem;
    }

    /** Whether it is for want of a role. */
    public boolean isForbidden() {
        return status == 401 || status == 403;
    }

    public int status() {
        return status;
    }

    /** The whole of what it said. */
    public JsonObject problem() {
        return problem;
    }

    /** What is wrong with each field of what was sent, by its name. */
    public Map<String, String> fields() {
        if (!problem.containsKey("errors")) {
            return Map.of();
        }
        List<JsonObject> errors = problem.getJsonArray("errors").getValuesAs(JsonObject.class);
        return errors.stream().filter(error -> error.get("pointer") instanceof JsonString).collect(Collectors.toMap(
                error -> error.getString("pointer").replaceFirst("^#?/", "").replaceFirst("/.*", ""),
                error -> error.getString("detail", ""), (first, second) -> first));
    }
}
