package io.twinharbor.e2e;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What makes a release a bad one; it goes into a service's image, and its environment says how bad it is. It stands where a
 * service's own code does: Liberty counts no request that a servlet filter has answered.
 */
@Provider
public class Faults implements ContainerRequestFilter {

    /** Share of requests that fail. */
    static final String ERRORS = "FAULT_ERRORS";
    /** What is added to each request's time, in milliseconds. */
    static final String DELAY = "FAULT_DELAY";
    /** What is in the query of those that it is about; all, if it is not set. */
    static final String QUERY = "FAULT_QUERY";

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        var query = String.valueOf(request.getUriInfo().getRequestUri().getRawQuery());
        if (!query.contains(System.getenv().getOrDefault(QUERY, ""))) {
            return;
        }
        if (ThreadLocalRandom.current().nextDouble() < Double.parseDouble(System.getenv().getOrDefault(ERRORS, "0"))) {
            request.abortWith(Response.serverError().build());
            return;
        }
        pause(Long.parseLong(System.getenv().getOrDefault(DELAY, "0")));
    }

    private static void pause(long milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
