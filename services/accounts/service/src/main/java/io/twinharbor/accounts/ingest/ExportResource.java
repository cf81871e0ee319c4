package io.twinharbor.accounts.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

import io.twinharbor.accounts.access.Roles;
import io.twinharbor.accounts.directory.UserFilter;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.postgresql.PGConnection;

/** {@code /api/v1/users/export}: every user, streamed as the database gives them, in a form that imports take. */
@Path("/users/export")
@RolesAllowed({Roles.READER, Roles.EDITOR, Roles.ADMIN})
public class ExportResource {

    // COPY takes no parameters, settings of the transaction it can read.
    private static final String FILTER =
            "SELECT set_config('twinharbor.active', ?, true), set_config('twinharbor.prefix', ?, true)";
    private static final String CHOSEN = """
             FROM users
            WHERE (current_setting('twinharbor.active') = '' OR active = (current_setting('twinharbor.active') = 'true'))
              AND starts_with(email_key, current_setting('twinharbor.prefix'))
            ORDER BY id""";
    private static final String TIME = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    private static final String CREATED = TIME.formatted("created_at");
    private static final String CHANGED = TIME.formatted("changed_at");
    private static final String CSV = "COPY (SELECT id, email, display_name AS \"displayName\", active::text AS active,"
            + " array_to_string(roles, ' ') AS roles, " + CREATED + " AS \"createdAt\", " + CHANGED + " AS \"changedAt\""
            + CHOSEN + ") TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')";
    // JSON text holds no control characters: with two of them as quote and delimiter, COPY writes it as it is.
    private static final String NDJSON = "COPY (SELECT json_build_object('id', id, 'email', email,"
            + " 'displayName', display_name, 'active', active, 'roles', roles, 'createdAt', " + CREATED
            + ", 'changedAt', " + CHANGED + ")"
            + CHOSEN + ") TO STDOUT (FORMAT csv, QUOTE E'\\x02', DELIMITER E'\\x01', ENCODING 'UTF8')";

    @Resource(lookup = "jdbc/bulk", shareable = false)
    private DataSource bulk;

    @GET
    @Produces(Format.CSV_TYPE)
    public Response csv(@QueryParam("active") String active, @QueryParam("emailPrefix") String emailPrefix)
            throws SQLException {
        return export(CSV, UserFilter.parse(active, emailPrefix), "users.csv");
    }

    @GET
    @Produces(Format.NDJSON_TYPE)
    public Response ndjson(@QueryParam("active") String active, @QueryParam("emailPrefix") String emailPrefix)
            throws SQLException {
        return export(NDJSON, UserFilter.parse(active, emailPrefix), "users.ndjson");
    }

    private Response export(String copy, UserFilter filter, String fileName) throws SQLException {
        // Taken before the answer begins, so that a database that is away is still a 503.
        Connection connection = bulk.getConnection();
        StreamingOutput users = out -> {
            try (connection) {
                copy(connection, copy, filter, out);
            } catch (SQLException e) {
                throw new IOException("The export broke off", e);
            }
        };
        return Response.ok(users).header("Content-Disposition", "attachment; filename=\"" + fileName + "\"").build();
    }

    private static void copy(Connection connection, String copy, UserFilter filter, OutputStream out)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            try (PreparedStatement settings = connection.prepareStatement(FILTER)) {
                settings.setString(1, filter.active() == null ? "" : filter.active().toString());
                settings.setString(2, filter.emailPrefix() == null ? "" : filter.emailPrefix());
                settings.execute();
            }
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
        } finally {
            connection.rollback();
        }
    }
}
