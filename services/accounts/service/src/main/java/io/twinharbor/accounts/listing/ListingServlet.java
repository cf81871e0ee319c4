package io.twinharbor.accounts.listing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

import io.twinharbor.accounts.access.ReadAccess;
import io.twinharbor.conduct.problem.Failures;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;

/**
 * {@code GET /}: the contract of the original application, all users in one array, each with {@code id},
 * {@code email} and {@code active} alone. A plain servlet: it is what clients of the original call most, and nothing
 * of Jakarta REST is needed to send bytes that are ready.
 */
@WebServlet("")
public class ListingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String ALL =
            "SELECT row_to_json(u)::text FROM (SELECT id, email, active FROM users ORDER BY id) AS u";
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final int FETCH_SIZE = 1000;

    @Resource(lookup = "jdbc/bulk")
    private transient DataSource bulk;

    private final transient FreshListing listing;
    private final transient ReadAccess access;

    @Inject
    public ListingServlet(FreshListing listing, ReadAccess access) {
        this.listing = listing;
        this.access = access;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> super.service(request, response);
            case "OPTIONS" -> response.setHeader("Allow", METHODS);
            default -> Failures.send(response, new ProblemException(
                    Problem.of(Response.Status.METHOD_NOT_ALLOWED, "This address takes no other method than "
                            + METHODS + "."), Map.of("Allow", METHODS)));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            access.check(request.getUserPrincipal(), request::isUserInRole);
            byte[] body = listing.get();
            response.setContentType("application/json");
            if (body == null) {
                stream(response.getOutputStream());
            } else {
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
            }
        } catch (ProblemException refused) {
            Failures.send(response, refused);
        } catch (IllegalStateException | SQLException e) {
            if (response.isCommitted()) {
                throw new IOException("The answer broke off after its beginning was sent", e);
            }
            Failures.send(response, Failures.toProblem(e));
        }
    }

    private void stream(ServletOutputStream out) throws IOException, SQLException {
        try (Connection connection = bulk.getConnection()) {
            // The driver reads in steps only inside a transaction.
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet rows = statement.executeQuery(ALL)) {
                    String separator = "[";
                    while (rows.next()) {
                        out.write((separator + rows.getString(1)).getBytes(StandardCharsets.UTF_8));
                        separator = ",";
                    }
                    out.print("]");
                }
            }
            connection.commit();
        }
    }
}
