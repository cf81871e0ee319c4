package io.twinharbor.audit.problem;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What went wrong with a request, as RFC 9457 has it told.
 *
 * @param type    {@code about:blank}, since the status says it all
 * @param status  the HTTP status code
 * @param title   the same words for each problem of this type
 * @param detail  what is wrong this time and how to mend it; never an internal of the service
 */
public record Problem(String type, int status, String title, String detail) {

    /** The media type of RFC 9457, section 3. */
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    /** A problem that its status explains. */
    public static Problem of(Response.StatusType status, String detail) {
        return new Problem("about:blank", status.getStatusCode(), status.getReasonPhrase(), detail);
    }

    /** The problem as a JSON object. */
    public JsonObject toJson() {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .build();
    }

    /** The problem as a response that can still be given headers. */
    public Response.ResponseBuilder toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(toJson().toString());
    }
}
