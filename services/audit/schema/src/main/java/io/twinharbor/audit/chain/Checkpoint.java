package io.twinharbor.audit.chain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain up to a row, signed with a key that the database does not have.
 *
 * @param seq       the number of that row
 * @param kind      {@code seal}, or {@code retention}, which lets the rows up to this one go
 * @param hash      of that row, and so of all before it
 * @param madeAt    when, to the microsecond
 * @param signature of all these
 */
record Checkpoint(long seq, String kind, byte[] hash, OffsetDateTime madeAt, byte[] signature) {

    static final String SEAL = "seal";
    static final String RETENTION = "retention";

    /** A new one, of now. */
    static Checkpoint make(long seq, String kind, byte[] hash, Keys keys) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        return new Checkpoint(seq, kind, hash, now, keys.sign(content(seq, kind, hash, now)));
    }

    /** All that the database has, by row. */
    static List<Checkpoint> all(Connection connection) throws SQLException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT seq, kind, hash, made_at, signature FROM audit_checkpoint ORDER BY seq, made_at");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                checkpoints.add(new Checkpoint(row.getLong(1), row.getString(2), row.getBytes(3),
                        row.getObject(4, OffsetDateTime.class), row.getBytes(5)));
            }
        }
        return checkpoints;
    }

    /** Stores it; one of this kind that is there for this row already stays. */
    void store(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO audit_checkpoint (seq, kind, hash, made_at,"
                + " signature) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, seq);
            insert.setString(2, kind);
            insert.setBytes(3, hash);
            insert.setObject(4, madeAt);
            insert.setBytes(5, signature);
            insert.executeUpdate();
        }
    }

    boolean isSignedBy(Keys keys) {
        return keys.verifies(content(seq, kind, hash, madeAt), signature);
    }

    boolean isForRetention() {
        return kind.equals(RETENTION);
    }

    private static byte[] content(long seq, String kind, byte[] hash, OffsetDateTime madeAt) {
        return new Canonical().add("checkpoint").add(seq).add(kind).add(Hashes.hex(hash))
                .add(ChronoUnit.MICROS.between(OffsetDateTime.parse("1970-01-01T00:00Z"), madeAt)).bytes();
    }
}
