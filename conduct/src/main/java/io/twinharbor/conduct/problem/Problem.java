package io.twinharbor.conduct.problem;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What went wrong with a request, as RFC 9457 has it told.
 *
 * @param type    a URN of ours, or {@code about:blank} where the status says it all
 * @param status  the HTTP status code
 * @param title   the same words for each problem of this type
 * @param detail  what is wrong this time and how to mend it; never an internal of the service
 * @param members further members of the problem object, such as {@code errors}; may be empty
 */
public record Problem(String type, int status, String title, String detail, JsonObject members) {

    /** The media type of RFC 9457, section 3. */
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    private static final String OURS = "urn:twinharbor:problem:";

    /** A problem that its status explains. */
    public static Problem of(Response.StatusType status, String detail) {
        return new Problem("about:blank", status.getStatusCode(), status.getReasonPhrase(), detail,
                JsonValue.EMPTY_JSON_OBJECT);
    }

    /** 400 for what cannot be understood. */
    public static Problem bad(String detail) {
        return of(Response.Status.BAD_REQUEST, detail);
    }

    /** A problem of this service's own kind; {@code name} becomes the last part of its type. */
    public static Problem of(Response.StatusType status, String name, String title, String detail) {
        return new Problem(OURS + name, status.getStatusCode(), title, detail, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** A body that can be read but does not say what is asked for, with each defect. */
    public static Problem invalid(String name, String title, List<Violation> violations) {
        var errors = Json.createArrayBuilder();
        violations.forEach(violation -> errors.add(Json.createObjectBuilder()
                .add("pointer", violation.pointer())
                .add("detail", violation.detail())));
        return of(Statuses.UNPROCESSABLE_CONTENT, name, title,
                violations.stream().map(Violation::inWords).collect(Collectors.joining("; ")) + ".")
                .with("errors", errors.build());
    }

    /** This problem with one more member. */
    public Problem with(String name, JsonValue value) {
        return new Problem(type, status, title, detail, Json.createObjectBuilder(members).add(name, value).build());
    }

    /** The problem as a JSON object. */
    public JsonObject toJson() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
        members.forEach(json::add);
        return json.build();
    }

    /** The problem as a response that can still be given headers. */
    public Response.ResponseBuilder toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(toJson().toString());
    }
}
