package io.twinharbor.accounts.events;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.annotation.Resource;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/**
 * The outbox in an order in which nothing can come before what was read: events become readable when no transaction is open any
 * more that is as old as theirs, since ids are given before commits. Those that become so together come by id, which for one user
 * is the order in which they happened: whoever changes a user holds its row until the end. By transaction alone they would not,
 * where one began before another and came to the user after it.
 */
@Singleton
public class EventFeed {

    private static final String MICROS = "(extract(epoch FROM occurred_at) * 1000000)::bigint";
    private static final String IS_THERE = "SELECT EXISTS (SELECT FROM outbox WHERE transaction >= ?::xid8"
            + " AND transaction < ?::xid8 AND id = ? AND " + MICROS + " = ?), pg_is_in_recovery()";
    private static final String EVENT = """
            SELECT json_build_object('position', %%s || '-' || %%s || '-' || id || '-' || %1$s, 'id', id, 'type', type,
                       'userId', user_id, 'actor', actor, 'traceId', trace_id,
                       'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       'before', before, 'after', after)
            """.formatted(MICROS);
    // What is chosen is small before it is made JSON. The rest comes from the index on ids, whatever the planner thinks of the
    // transactions, so that no page costs more than another; what is next, from the index on transactions, once for all pages.
    private static final String REST = EVENT.formatted("?::text", "?::text") + """
            FROM (SELECT * FROM outbox WHERE (transaction >= ?::xid8) IS TRUE AND (transaction < ?::xid8) IS TRUE AND id > ?
                  ORDER BY id LIMIT ?) AS chosen ORDER BY id""";
    private static final String NEXT = """
            WITH settled AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS transaction)
            """ + EVENT.formatted("?::text", "(SELECT transaction FROM settled)") + """
            FROM (SELECT * FROM outbox WHERE transaction >= ?::xid8 AND transaction < (SELECT transaction FROM settled)
                  ORDER BY id + 0 LIMIT ?) AS chosen ORDER BY id""";

    @Resource(lookup = "jdbc/accounts")
    private DataSource database;

    /**
     * Whether there is still an event at this position.
     *
     * @throws ProblemException 503 if there is none where only a standby can be asked: what it does not have may be to come
     */
    boolean has(Position position) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(IS_THERE)) {
            query.setString(1, Long.toString(position.from()));
            query.setString(2, Long.toString(position.to()));
            query.setLong(3, position.id());
            query.setLong(4, position.micros());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                boolean isThere = row.getBoolean(1);
                if (!isThere && row.getBoolean(2)) {
                    throw notYet();
                }
                return isThere;
            }
        }
    }

    private static ProblemException notYet() {
        return new ProblemException(Problem.of(Response.Status.SERVICE_UNAVAILABLE,
                "Only a copy of the directory can be read right now, and it has no event at this position yet: try again."),
                Map.of("Retry-After", "10"));
    }

    /** A JSON array of the events after a position. */
    String page(Position after, int limit) throws SQLException {
        String from = Long.toString(after.from());
        String to = Long.toString(after.to());
        try (Connection connection = database.getConnection()) {
            List<String> events = read(connection, REST, from, to, from, to, after.id(), limit);
            if (events.size() < limit) {
                events.addAll(read(connection, NEXT, to, to, limit - events.size()));
            }
            return "[" + String.join(",", events) + "]";
        }
    }

    private static List<String> read(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<String> events = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(row.getString(1));
                }
            }
            return events;
        }
    }
}
