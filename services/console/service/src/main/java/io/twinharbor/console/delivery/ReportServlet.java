package io.twinharbor.console.delivery;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.backend.Refused;
import io.twinharbor.console.backend.Unavailable;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Hands a report on as delivery keeps it, to be read or printed: {@code /report?id=7}, {@code /report?id=7&as=pdf}. */
@WebServlet("/report")
public class ReportServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(ReportServlet.class.getName());
    /** It is laid out by styles of its own, and nothing of it runs or comes from elsewhere. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

    private final transient Delivery delivery;
    private final transient Person person;

    @Inject
    public ReportServlet(Delivery delivery, Person person) {
        this.delivery = delivery;
        this.person = person;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = request.getParameter("id");
        boolean isDocument = "pdf".equals(request.getParameter("as"));
        if (id == null || !id.matches("[1-9][0-9]{0,17}")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try {
            byte[] report = delivery.report(person.bearer(), Long.parseLong(id), isDocument);
            response.setContentType(isDocument ? "application/pdf" : "text/html;charset=utf-8");
            response.setHeader("Content-Disposition", "inline; filename=\"report-" + id + (isDocument ? ".pdf" : ".html") + '"');
            response.setHeader("Content-Security-Policy", POLICY);
            response.getOutputStream().write(report);
        } catch (Refused e) {
            response.sendError(e.isForbidden() ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        } catch (Unavailable | ProcessingException e) {
            LOG.log(Level.WARNING, "Report {0} cannot be had: {1}", new Object[] {id, e.toString()});
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
