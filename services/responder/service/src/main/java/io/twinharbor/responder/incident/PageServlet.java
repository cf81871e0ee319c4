package io.twinharbor.responder.incident;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.twinharbor.conduct.problem.Failures;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.responder.ledger.Incident;
import io.twinharbor.responder.ledger.Incidents;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;

/**
 * {@code /incidents}: the pages, and where an alert links to, {@code /incidents/alert/<fingerprint>}. Who may see them is
 * asked before they are reached, as of all pages for operations.
 */
@WebServlet({"/incidents", "/incidents/*"})
public class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LISTED = 100;
    private static final String OF_ALERT = "alert/";
    private static final String STYLE = """
            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
            body { margin: 1rem } main { max-width: 80rem; margin: auto }
            table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: bold }
            th, td { border: 1px solid; padding: .25rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
            dt { font-weight: bold } dd { margin: 0 0 .25rem 1rem; overflow-wrap: anywhere } ul { margin: 0; padding-left: 1rem }
            """;

    private final transient Incidents incidents;

    @Inject
    public PageServlet(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            if (path.isEmpty()) {
                send(response, "text/html", Page.of(incidents.before(Instant.now().plusSeconds(1), LISTED)));
            } else if (path.equals("style.css")) {
                send(response, "text/css", STYLE);
            } else if (path.startsWith(OF_ALERT)) {
                newest(response, path.substring(OF_ALERT.length()));
            } else {
                one(response, path);
            }
        } catch (SQLException | RuntimeException e) {
            Failures.send(response, Failures.toProblem(e));
        }
    }

    private void newest(HttpServletResponse response, String fingerprint) throws SQLException, IOException {
        Optional<Incident> found = incidents.newestOf(fingerprint);
        if (found.isEmpty()) {
            missing(response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", Page.ADDRESS + found.get().id());
    }

    private void one(HttpServletResponse response, String id) throws SQLException, IOException {
        Optional<Incident> found = id.matches(IncidentResource.UUID_FORM) ? incidents.find(UUID.fromString(id))
                : Optional.empty();
        if (found.isEmpty()) {
            missing(response);
            return;
        }
        send(response, "text/html", Page.of(found.get()));
    }

    private static void missing(HttpServletResponse response) throws IOException {
        Failures.send(response, new ProblemException(Problem.of(Response.Status.NOT_FOUND, "There is no such incident.")));
    }

    private static void send(HttpServletResponse response, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type + ";charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
