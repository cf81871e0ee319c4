package io.twinharbor.accounts.ingest;

import java.sql.SQLException;

import io.twinharbor.accounts.access.Roles;
import io.twinharbor.accounts.directory.UserFilter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** {@code /api/v1/users/export}: every user, streamed as the database gives them, in a form that imports take. */
@Path("/users/export")
@RolesAllowed({Roles.READER, Roles.EDITOR, Roles.ADMIN})
public class ExportResource {

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

    private final Exporter exporter;

    @Inject
    public ExportResource(Exporter exporter) {
        this.exporter = exporter;
    }

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
        return Response.ok(exporter.begin(copy, filter))
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .build();
    }
}
