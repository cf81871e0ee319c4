package io.twinharbor.conduct.problem;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;

/**
 * Gives the server's own refusals a body. Its token check answers 401 without one, and where an address is open it
 * even lets a request with a bad token pass: such a request is refused as well, since its sender believes to be known.
 */
@WebFilter("/*")
public class RefusalFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getMethod().equals("TRACE")) {
            refuse(response, Response.Status.METHOD_NOT_ALLOWED, Map.of("Allow", "GET, HEAD, OPTIONS"));
            return;
        }
        if (response.getStatus() != HttpServletResponse.SC_UNAUTHORIZED) {
            chain.doFilter(request, response);
        }
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED && !response.isCommitted()
                && response.getContentType() == null) {
            refuse(response, Response.Status.UNAUTHORIZED, Map.of());
        }
    }

    private static void refuse(HttpServletResponse response, Response.Status status, Map<String, String> headers)
            throws IOException {
        Failures.send(response,
                new ProblemException(Problem.of(status, Explanations.of(status.getStatusCode())), headers));
    }
}
