package io.twinharbor.audit.chain;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row of {@code audit_event} as it bears on the chain.
 *
 * @param seq      its number, from 1 without gaps
 * @param content  all that its hash covers but the hash before
 * @param previous the hash of the row before, as this one has it
 * @param hash     its own, as it has it
 */
record Row(long seq, Canonical content, byte[] previous, byte[] hash) {

    private static final String MICROS = "(extract(epoch FROM %s) * 1000000)::bigint";

    /** All rows in their order; a text for each value, as PostgreSQL keeps it. */
    static final String ALL = "SELECT seq, " + MICROS.formatted("recorded_at") + ", position, source_id::text, type,"
            + " user_id::text, actor, trace_id, " + MICROS.formatted("occurred_at") + ", before::text, after::text,"
            + " previous, hash FROM audit_event ORDER BY seq";

    /** The row that a result of {@link #ALL} stands on. */
    static Row of(ResultSet row) throws SQLException {
        Canonical content = new Canonical();
        for (int column = 1; column <= 11; column++) {
            content.add(row.getString(column));
        }
        return new Row(row.getLong(1), content, row.getBytes(12), row.getBytes(13));
    }

    /** What its hash has to be. */
    byte[] computed() {
        return content.hashAfter(previous);
    }
}
