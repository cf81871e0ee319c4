package io.twinharbor.conduct.problem;

/** What to tell a client whom the container refused before our own code saw the request. */
final class Explanations {

    private Explanations() {
    }

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request could not be understood: check path, parameters and headers.";
            case 401 -> "A valid bearer token is needed: not expired, from the configured issuer, for this audience.";
            case 403 -> "The token's roles do not allow this.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take this method: Allow has those it takes.";
            case 406 -> "None of the media types in Accept can be produced here.";
            case 413 -> "The request is larger than this address takes.";
            case 415 -> "This address does not take this Content-Type.";
            default -> status >= 500
                    ? "The service failed; the trace-id in traceparent finds it in the log."
                    : "The request was refused.";
        };
    }
}
