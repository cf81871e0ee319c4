package io.twinharbor.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import io.twinharbor.audit.feed.FeedMetrics;
import io.twinharbor.audit.feed.Sink;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;

/** The chain of events: each method is one statement. Numbers and hashes are the database's to make. */
@Singleton
public class Trail implements Sink {

    /** Where the source no longer had the last event of the trail. */
    static final String RESUMED = "audit.resumed";

    private static final String APPEND = """
            WITH given AS (
                SELECT * FROM ROWS FROM (json_to_recordset(?::json) AS (position text, id bigint, type text, "userId" bigint,
                    actor text, "traceId" text, "occurredAt" timestamptz, before json, after json)) WITH ORDINALITY
            ), added AS (
                INSERT INTO audit_event
                    (position, source_id, type, user_id, actor, trace_id, occurred_at, before, after)
                SELECT position, id, type, "userId", actor, "traceId", "occurredAt", before, after FROM given ORDER BY ordinality
                ON CONFLICT (source_id, occurred_at) DO NOTHING
                RETURNING seq, recorded_at - occurred_at AS delay
            )
            SELECT seq, (extract(epoch FROM delay) * 1000000)::bigint, (SELECT count(*) FROM given) FROM added
            UNION ALL SELECT 0, 0, count(*) FROM given""";
    private static final String RESUME = """
            INSERT INTO audit_event (position, type, actor, occurred_at, before, after)
            VALUES (?, ?, 'audit', now(), ?::json, ?::json)""";
    private static final String LAST = "SELECT seq, position, encode(hash, 'hex') FROM audit_event ORDER BY seq DESC LIMIT 1";

    @Resource(lookup = "jdbc/audit")
    private DataSource database;

    private final FeedMetrics metrics;

    @Inject
    public Trail(FeedMetrics metrics) {
        this.metrics = metrics;
    }

    /** The last row; empty if there is none yet. */
    Optional<Head> head() throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement query = connection.prepareStatement(LAST);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            metrics.reaches(row.getLong(1));
            return Optional.of(new Head(row.getLong(1), row.getString(2), row.getString(3)));
        }
    }

    @Override
    public String position() throws SQLException {
        return head().map(Head::position).orElse(null);
    }

    @Override
    public void append(String events) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setString(1, events);
            try (ResultSet row = insert.executeQuery()) {
                long added = -1;
                long given = 0;
                while (row.next()) {
                    added++;
                    given = row.getLong(3);
                    if (row.getLong(1) > 0) {
                        metrics.reaches(row.getLong(1));
                        metrics.added(Duration.ofNanos(row.getLong(2) * 1000));
                    }
                }
                metrics.absorbed(given - added);
            }
        }
    }

    @Override
    public void resume(String lost, String position) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(RESUME)) {
            insert.setString(1, position);
            insert.setString(2, RESUMED);
            insert.setString(3, Json.createObjectBuilder().add("position", lost).build().toString());
            insert.setString(4, Json.createObjectBuilder().add("position", position).build().toString());
            insert.executeUpdate();
        }
    }

    /** One page of events, in the order of the query. */
    List<Found> search(EventQuery query) throws SQLException {
        List<String> values = new ArrayList<>();
        String sql = "SELECT seq, " + EventJson.TIME.formatted("occurred_at") + ", " + EventJson.OBJECT + " FROM audit_event"
                + query.conditions(value -> {
                    values.add(value);
                    return "?";
                }) + query.order() + " LIMIT " + query.limit();
        try (Connection connection = database.getConnection(); PreparedStatement search = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                search.setString(i + 1, values.get(i));
            }
            List<Found> found = new ArrayList<>();
            try (ResultSet row = search.executeQuery()) {
                while (row.next()) {
                    found.add(new Found(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
            return found;
        }
    }
}
