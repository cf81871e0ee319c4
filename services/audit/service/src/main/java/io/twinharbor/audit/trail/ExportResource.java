package io.twinharbor.audit.trail;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

import io.twinharbor.audit.access.Roles;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.postgresql.PGConnection;

/** {@code /api/v1/audit/events/export}: events in the order of the chain, streamed as the database gives them. */
@Path("/events/export")
@RolesAllowed(Roles.AUDITOR)
public class ExportResource {

    static final String CSV_TYPE = "text/csv";
    static final String NDJSON_TYPE = "application/x-ndjson";

    private static final String CSV = "COPY (SELECT seq, type, user_id AS \"userId\", actor, trace_id AS \"traceId\", "
            + EventJson.TIME.formatted("occurred_at") + " AS \"occurredAt\", " + EventJson.TIME.formatted("recorded_at")
            + " AS \"recordedAt\", position, source_id AS \"sourceId\", before, after,"
            + " encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash"
            + " FROM audit_event%s ORDER BY seq) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')";
    // JSON text holds no control characters: with two of them as quote and delimiter, COPY writes it as it is.
    private static final String NDJSON = "COPY (SELECT " + EventJson.OBJECT + " FROM audit_event%s ORDER BY seq)"
            + " TO STDOUT (FORMAT csv, QUOTE E'\\x02', DELIMITER E'\\x01', ENCODING 'UTF8')";

    @Resource(lookup = "jdbc/bulk", shareable = false)
    private DataSource bulk;

    @GET
    @Produces(CSV_TYPE)
    public Response csv(@QueryParam("user") String user, @QueryParam("actor") String actor, @QueryParam("type") String type,
            @QueryParam("from") String from, @QueryParam("to") String to) throws SQLException {
        return export(CSV, EventFilter.parse(user, actor, type, from, to), "audit.csv");
    }

    @GET
    @Produces(NDJSON_TYPE)
    public Response ndjson(@QueryParam("user") String user, @QueryParam("actor") String actor, @QueryParam("type") String type,
            @QueryParam("from") String from, @QueryParam("to") String to) throws SQLException {
        return export(NDJSON, EventFilter.parse(user, actor, type, from, to), "audit.ndjson");
    }

    private Response export(String copy, EventFilter filter, String fileName) throws SQLException {
        // Taken before the answer begins, so that a database that is away is still a 503.
        Connection connection = bulk.getConnection();
        StreamingOutput events = out -> {
            try (connection) {
                PGConnection postgres = connection.unwrap(PGConnection.class);
                // COPY takes no parameters.
                String conditions = filter.conditions(value -> "'" + postgres.escapeLiteral(value) + "'");
                postgres.getCopyAPI().copyOut(copy.formatted(conditions), out);
            } catch (SQLException e) {
                throw new IOException("The export broke off", e);
            }
        };
        return Response.ok(events).header("Content-Disposition", "attachment; filename=\"" + fileName + "\"").build();
    }
}
