package io.twinharbor.accounts.listing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps the answer to {@code GET /} and asks the database before each use whether it still holds. PostgreSQL's
 * snapshot names every transaction that a query sees (documentation, "System Information Functions",
 * {@code pg_current_snapshot}): while it reads the same, so do the rows, whoever wrote them and through whichever
 * instance. The start time of the server keeps a promoted or restored server's numbers apart. What a standby answers is
 * never used again: there a snapshot does not name the transactions that are open. See ADR 2.
 */
@Singleton
public class FreshListing {

    // Null in recovery, where different rows can have the same snapshot.
    private static final String SNAPSHOT = "CASE WHEN NOT pg_is_in_recovery()"
            + " THEN pg_current_snapshot()::text || ' ' || pg_postmaster_start_time() END";
    private static final String CHECK = "SELECT " + SNAPSHOT;
    private static final String COUNT = "SELECT count(*) FROM (SELECT FROM users LIMIT ?) AS counted";
    private static final String READ = "SELECT " + SNAPSHOT + ", string_agg(row_to_json(u)::text, ',' ORDER BY u.id)"
            + " FROM (SELECT id, email, active FROM users) AS u";

    @Resource(lookup = "jdbc/accounts")
    private DataSource database;

    private final int limit;
    private final SharedRead<Listing> shared = new SharedRead<>(this::read);
    private volatile Listing kept = new Listing("", null);

    /**
     * @param limit the setting {@code DIRECTORY_LIST_CACHED_ROWS}: over so many users nothing is kept
     */
    @Inject
    public FreshListing(@ConfigProperty(name = "directory.list.cached.rows") int limit) {
        this.limit = limit;
    }

    /** All users as they stood at some moment after this call began; null if there are too many to keep. */
    byte[] get() {
        return shared.get().body();
    }

    private Listing read() {
        try (Connection connection = database.getConnection()) {
            String snapshot = query(connection, CHECK);
            if (snapshot == null || !snapshot.equals(kept.snapshot())) {
                kept = load(connection);
            }
            return kept;
        } catch (SQLException e) {
            throw new IllegalStateException("The users could not be read", e);
        }
    }

    private Listing load(Connection connection) throws SQLException {
        String before = query(connection, CHECK);
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setInt(1, limit + 1);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                if (row.getInt(1) > limit) {
                    return new Listing(before, null);
                }
            }
        }
        try (PreparedStatement read = connection.prepareStatement(READ); ResultSet row = read.executeQuery()) {
            row.next();
            String users = row.getString(2);
            return new Listing(row.getString(1),
                    ("[" + (users == null ? "" : users) + "]").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
