package io.twinharbor.accounts.events;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;
import javax.sql.DataSource;

import jakarta.annotation.Resource;
import jakarta.inject.Singleton;

/**
 * The outbox in an order in which nothing can come before what was read: by transaction, and only below the oldest that is
 * still open, since ids are given before commits.
 */
@Singleton
public class EventFeed {

    private static final String MICROS = "(extract(epoch FROM occurred_at) * 1000000)::bigint";
    private static final String IS_THERE =
            "SELECT FROM outbox WHERE transaction = ?::xid8 AND id = ? AND " + MICROS + " = ?";
    private static final String PAGE = """
            SELECT json_build_object('position', transaction || '-' || id || '-' || %s, 'id', id, 'type', type,
                       'userId', user_id, 'actor', actor, 'traceId', trace_id,
                       'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       'before', before, 'after', after)
              FROM outbox
             WHERE (transaction, id) > (?::xid8, ?) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY transaction, id
             LIMIT ?""".formatted(MICROS);

    @Resource(lookup = "jdbc/accounts")
    private DataSource database;

    /** Whether there is still an event at this position. */
    boolean has(Position position) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(IS_THERE)) {
            query.setString(1, Long.toString(position.transaction()));
            query.setLong(2, position.id());
            query.setLong(3, position.micros());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * A JSON array of the events after a position.
     *
     * @param after null for the first page
     */
    String page(Position after, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(PAGE)) {
            query.setString(1, after == null ? "0" : Long.toString(after.transaction()));
            query.setLong(2, after == null ? 0 : after.id());
            query.setInt(3, limit);
            StringJoiner events = new StringJoiner(",", "[", "]");
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(row.getString(1));
                }
            }
            return events.toString();
        }
    }
}
