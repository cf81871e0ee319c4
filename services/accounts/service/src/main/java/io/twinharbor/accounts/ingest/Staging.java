package io.twinharbor.accounts.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.twinharbor.accounts.access.Caller;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The open transaction of one import: takes its rows by COPY, and makes users of those whose address is free. */
final class Staging {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String TABLE = """
            CREATE TEMPORARY TABLE incoming (line bigint, email text, display_name text, active boolean, roles text[])
            ON COMMIT DROP""";
    private static final String COPY = "COPY incoming FROM STDIN";
    private static final String INSERT = """
            INSERT INTO users (email, display_name, active, roles)
            SELECT email, display_name, active, roles FROM incoming""";
    private static final String REMOVE_REPEATED = """
            DELETE FROM incoming USING (
                SELECT line, row_number() OVER (PARTITION BY lower(email COLLATE "C") ORDER BY line) AS occurrence
                FROM incoming) AS numbered
            WHERE incoming.line = numbered.line AND occurrence > 1
            RETURNING incoming.line, true""";
    // Within one transaction now() stands still: a user created now came from an earlier chunk of this file.
    private static final String REMOVE_TAKEN = """
            DELETE FROM incoming USING users
            WHERE users.email_key = lower(incoming.email COLLATE "C")
            RETURNING incoming.line, users.created_at = now()""";

    private final Connection connection;
    private final CopyManager copy;

    /**
     * @param connection in a transaction that the caller ends
     */
    Staging(Connection connection, String actor, String traceId) throws SQLException {
        this.connection = connection;
        copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (PreparedStatement announce = connection.prepareStatement(Caller.ANNOUNCEMENT)) {
            announce.setString(1, actor);
            announce.setString(2, traceId);
            announce.execute();
        }
        execute(TABLE);
    }

    /** Adds the users of a chunk. Returns the rows whose address was taken, in the order of their lines. */
    List<Rejection> add(Chunk chunk) throws SQLException, IOException {
        copy.copyIn(COPY, new ByteArrayInputStream(chunk.bytes()));
        List<Rejection> rejections = new ArrayList<>();
        while (!insert()) {
            removeInto(rejections, REMOVE_REPEATED);
            removeInto(rejections, REMOVE_TAKEN);
        }
        execute("TRUNCATE incoming");
        rejections.sort(Comparator.comparingLong(Rejection::line));
        return rejections;
    }

    /**
     * False if an address was taken and nothing was inserted. Most chunks have no such row, and ON CONFLICT DO NOTHING
     * takes twice the time of a plain INSERT.
     */
    private boolean insert() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute(INSERT);
            return true;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        } finally {
            connection.releaseSavepoint(before);
        }
    }

    private void removeInto(List<Rejection> rejections, String delete) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet removed = statement.executeQuery(delete)) {
            while (removed.next()) {
                rejections.add(new Rejection(removed.getLong(1), removed.getBoolean(2)
                        ? "email is on an earlier line of this file" : "email is taken by another user"));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
