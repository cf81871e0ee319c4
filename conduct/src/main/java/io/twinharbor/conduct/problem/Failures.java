package io.twinharbor.conduct.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;

/** What a client is told of what went wrong here, and what the log is told instead. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class.getName());

    private Failures() {
    }

    /** The problem for what was thrown: 503 while the database or its primary is away, else 500; the log alone is told why. */
    public static ProblemException toProblem(Throwable thrown) {
        if (Unavailable.isCauseOf(thrown)) {
            LOG.log(Level.WARNING, "The database does not answer: {0}", rootOf(thrown).toString());
            return Unavailable.problem();
        }
        if (Unavailable.isReadOnly(thrown)) {
            LOG.log(Level.WARNING, "No primary database can be reached: {0}", rootOf(thrown).toString());
            return Unavailable.readOnlyProblem();
        }
        LOG.log(Level.SEVERE, "A request failed", thrown);
        return new ProblemException(Problem.of(Response.Status.INTERNAL_SERVER_ERROR, Explanations.of(500)));
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Answers outside of Jakarta REST. */
    public static void send(HttpServletResponse response, ProblemException failure) throws IOException {
        byte[] body = failure.problem().toJson().toString().getBytes(StandardCharsets.UTF_8);
        failure.headers().forEach(response::setHeader);
        response.setStatus(failure.problem().status());
        response.setContentType(Problem.MEDIA_TYPE.toString());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
