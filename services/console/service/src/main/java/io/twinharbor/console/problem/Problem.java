package io.twinharbor.console.problem;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.twinharbor.console.backend.Absent;
import jakarta.json.Json;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * What went wrong with a request to the API, as other consoles read it (RFC 9457).
 *
 * @param status the HTTP status code
 * @param detail what is wrong, in words
 */
public record Problem(int status, String detail) {

    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    /** What somebody is told of what was thrown: what the cluster refuses is told as it says, and nothing of what failed here. */
    static Problem of(Throwable thrown) {
        if (thrown instanceof Absent) {
            return new Problem(NOT_FOUND, "This console shows no such releases.");
        }
        if (thrown instanceof KubernetesClientException refused) {
            return ofCluster(refused);
        }
        if (thrown instanceof FaultToleranceException) {
            return new Problem(UNAVAILABLE, "The cluster's API takes too long right now: try again.");
        }
        return new Problem(FAILED, "The console failed; its log says why.");
    }

    private static Problem ofCluster(KubernetesClientException refused) {
        if (refused.getCode() / 100 != 4) {
            return new Problem(UNAVAILABLE, "The cluster's API does not answer right now: try again.");
        }
        return new Problem(refused.getCode(), refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? "The cluster's API refuses it." : refused.getStatus().getMessage());
    }

    /** What a status says by itself. */
    static Problem of(int status) {
        return new Problem(status, switch (status) {
            case NOT_FOUND -> "There is nothing at this address.";
            case 405 -> "This address does not take this method.";
            case 406 -> "None of the media types in Accept can be produced here.";
            case 415 -> "This address does not take this Content-Type.";
            default -> "The request was refused.";
        });
    }

    /** As it is answered; headers may be added. */
    public Response.ResponseBuilder toResponse() {
        Response.Status known = Response.Status.fromStatusCode(status);
        return Response.status(status).type("application/problem+json").entity(Json.createObjectBuilder()
                .add("type", "about:blank").add("title", known == null ? "Refused" : known.getReasonPhrase())
                .add("status", status).add("detail", detail).build().toString());
    }
}
