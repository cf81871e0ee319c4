package io.twinharbor.audit.chain;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import io.twinharbor.schema.Database;
import io.twinharbor.schema.Role;

/** What can be done with the chain of a database, besides adding to it. */
final class Chain {

    private static final int FETCH_SIZE = 2000;
    private static final int DROPPED_AT_ONCE = 10_000;

    private final Database database;

    Chain(Database database) {
        this.database = database;
    }

    /** Reads all of it, as the reader, who can change nothing. */
    Verification verify() throws SQLException {
        try (Connection connection = database.connect(Role.READER)) {
            return verify(connection);
        }
    }

    private Verification verify(Connection connection) throws SQLException {
        // Rows and checkpoints of one moment, whatever is added or let go meanwhile.
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        Keys keys = setting("CHECKPOINT_PUBLIC_KEY").map(Path::of).map(Keys::toVerifyWith).orElse(null);
        Anchor anchor = setting("EXPECTED_HEAD").map(Anchor::parse).orElse(null);
        Verification verification = new Verification(Checkpoint.all(connection), keys, anchor);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery(Row.ALL)) {
                while (rows.next()) {
                    verification.add(Row.of(rows));
                }
            }
        }
        connection.rollback();
        return verification.end();
    }

    /** Signs the chain as it is now; whoever changes it afterwards cannot make that anew. */
    String seal() throws SQLException {
        Keys keys = Keys.toSignWith(Path.of(database.required("CHECKPOINT_KEY")));
        try (Connection connection = database.connect(Role.OWNER)) {
            Verification verification = whole(connection);
            if (verification.last() == 0) {
                return "there is nothing to seal";
            }
            Checkpoint.make(verification.last(), Checkpoint.SEAL, verification.lastHash(), keys).store(connection);
            connection.commit();
            return "sealed up to row " + verification.last();
        }
    }

    /** Lets rows go that are older than {@code RETENTION}, after it has signed where what stays begins. */
    String retain() throws SQLException {
        OffsetDateTime oldest = oldest(database.required("RETENTION"));
        Keys keys = Keys.toSignWith(Path.of(database.required("CHECKPOINT_KEY")));
        try (Connection connection = database.connect(Role.OWNER)) {
            Verification verification = whole(connection);
            long last = lastBefore(connection, oldest, verification);
            if (last < verification.first()) {
                return "no row is older than " + oldest;
            }
            Checkpoint.make(last, Checkpoint.RETENTION, hashOf(connection, last), keys).store(connection);
            connection.commit();
            for (long from = verification.first(); from <= last; from += DROPPED_AT_ONCE) {
                drop(connection, Math.min(last, from + DROPPED_AT_ONCE - 1));
            }
            return "rows up to " + last + " are let go";
        }
    }

    private Verification whole(Connection connection) throws SQLException {
        Verification verification = verify(connection);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        if (!verification.isWhole()) {
            throw new Tampered(verification.summary());
        }
        return verification;
    }

    /** The last row before the first one that is to stay; never the last of all. */
    private static long lastBefore(Connection connection, OffsetDateTime oldest, Verification verification) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT seq FROM audit_event WHERE recorded_at >= ? ORDER BY seq LIMIT 1")) {
            query.setObject(1, oldest);
            try (ResultSet row = query.executeQuery()) {
                return (row.next() ? Math.min(row.getLong(1), verification.last()) : verification.last()) - 1;
            }
        }
    }

    private static byte[] hashOf(Connection connection, long seq) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT hash FROM audit_event WHERE seq = ?")) {
            query.setLong(1, seq);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    private static void drop(Connection connection, long upTo) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM audit_event WHERE seq <= ?")) {
            delete.setLong(1, upTo);
            delete.executeUpdate();
        }
        connection.commit();
    }

    private static OffsetDateTime oldest(String retention) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        try {
            return retention.contains("T") ? now.minus(Duration.parse(retention)) : now.minus(Period.parse(retention));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("RETENTION must be a period such as P400D or P2Y", e);
        }
    }

    private Optional<String> setting(String variable) {
        return Optional.ofNullable(database.environment().get(variable)).filter(value -> !value.isEmpty());
    }
}
