package io.twinharbor.conduct.problem;

import jakarta.ws.rs.core.Response;

/** Status codes that Jakarta REST does not name, or names by an older RFC. */
public enum Statuses implements Response.StatusType {
    /** RFC 9110, section 15.5.21. */
    UNPROCESSABLE_CONTENT(422, "Unprocessable Content"),
    /** RFC 9110, section 15.5.14. */
    CONTENT_TOO_LARGE(413, "Content Too Large");

    private final int code;
    private final String reason;

    Statuses(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    @Override
    public int getStatusCode() {
        return code;
    }

    @Override
    public Response.Status.Family getFamily() {
        return Response.Status.Family.familyOf(code);
    }

    @Override
    public String getReasonPhrase() {
        return reason;
    }
}
