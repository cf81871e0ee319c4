package io.twinharbor.conduct.problem;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;

/** The error page of the container: what it refuses outside of the REST resources becomes a problem as well. */
@WebServlet("/problem")
public class ProblemServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND;
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (status >= 500 && thrown instanceof Throwable failure) {
            Failures.send(response, failure instanceof ProblemException expected ? expected : Failures.toProblem(failure));
            return;
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        Failures.send(response, new ProblemException(
                Problem.of(known == null ? Response.Status.BAD_REQUEST : known, Explanations.of(status))));
    }
}
