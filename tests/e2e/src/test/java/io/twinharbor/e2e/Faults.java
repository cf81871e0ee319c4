package io.twinharbor.e2e;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** What makes a release a bad one; it goes into a service's image, and its environment says how bad it is. */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class Faults implements Filter {

    /** Share of requests that fail. */
    static final String ERRORS = "FAULT_ERRORS";
    /** What is added to each request's time, in milliseconds. */
    static final String DELAY = "FAULT_DELAY";
    /** What is in the query of those that it is about; all, if it is not set. */
    static final String QUERY = "FAULT_QUERY";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var query = String.valueOf(((HttpServletRequest) request).getQueryString());
        if (!query.contains(System.getenv().getOrDefault(QUERY, ""))) {
            chain.doFilter(request, response);
        } else if (ThreadLocalRandom.current().nextDouble() < Double.parseDouble(System.getenv().getOrDefault(ERRORS, "0"))) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        } else {
            pause(Long.parseLong(System.getenv().getOrDefault(DELAY, "0")));
            chain.doFilter(request, response);
        }
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
