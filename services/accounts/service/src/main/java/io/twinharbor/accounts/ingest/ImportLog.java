package io.twinharbor.accounts.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.twinharbor.accounts.ingest.ImportReport.State;

/**
 * What is written down of imports, for a month. Each method is one statement on the connection that it is given: its
 * own transaction, or part of the import's.
 */
final class ImportLog {

    /** Taken by the import's transaction, and so held exactly as long as the import lives. */
    static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))";

    private static final String COLUMNS = """
            SELECT id, format, mode, actor, rows_read, rows_imported, rows_rejected, detail, started_at, finished_at,
                   CASE WHEN state <> 'running' THEN state
                        WHEN pg_try_advisory_xact_lock_shared(hashtextextended(id::text, 0)) THEN 'interrupted'
                        ELSE state END AS state
            FROM user_import""";

    private final Connection connection;

    ImportLog(Connection connection) {
        this.connection = connection;
    }

    void begin(UUID id, Format format, Mode mode, String actor) throws SQLException {
        update("DELETE FROM user_import WHERE started_at < now() - interval '30 days' OR id = ?", id);
        update("INSERT INTO user_import (id, format, mode, state, actor) VALUES (?, ?, ?, 'running', ?)",
                id, format.label(), mode.parameter(), actor);
    }

    void progress(UUID id, long read, long imported, long rejected) throws SQLException {
        update("UPDATE user_import SET rows_read = ?, rows_imported = ?, rows_rejected = ? WHERE id = ?",
                read, imported, rejected, id);
    }

    void add(UUID id, List<Rejection> rejections) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO user_import_error (import_id, line, reason) VALUES (?, ?, ?)")) {
            for (Rejection rejection : rejections) {
                insert.setObject(1, id);
                insert.setLong(2, rejection.line());
                insert.setString(3, rejection.reason());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Notes how an import that runs has ended. One that has ended already keeps its end, since its users are stored with it. */
    void finish(UUID id, State state, String detail) throws SQLException {
        // Where nothing was stored, nothing was imported.
        update("UPDATE user_import SET state = ?, detail = ?, finished_at = clock_timestamp(),"
                        + " rows_imported = CASE WHEN ? THEN rows_imported ELSE 0 END WHERE id = ? AND state = 'running'",
                state.name().toLowerCase(java.util.Locale.ROOT), detail, state == State.COMPLETED, id);
    }

    Optional<ImportReport> find(UUID id) throws SQLException {
        Optional<ImportReport> report = read(COLUMNS + " WHERE id = ?", id).stream().findFirst();
        // An import that ended while the row was read looks interrupted; a second look tells.
        return report.isPresent() && report.get().state() == State.INTERRUPTED
                ? read(COLUMNS + " WHERE id = ?", id).stream().findFirst() : report;
    }

    /** The newest imports first. */
    List<ImportReport> newest(int limit) throws SQLException {
        return read(COLUMNS + " ORDER BY started_at DESC, id LIMIT ?", limit);
    }

    /** Rows in error after this line, in the order of their lines. */
    List<Rejection> errors(UUID id, long afterLine, int limit) throws SQLException {
        try (PreparedStatement query = prepare(
                "SELECT line, reason FROM user_import_error WHERE import_id = ? AND line > ? ORDER BY line LIMIT ?",
                id, afterLine, limit);
                ResultSet row = query.executeQuery()) {
            List<Rejection> errors = new ArrayList<>();
            while (row.next()) {
                errors.add(new Rejection(row.getLong(1), row.getString(2)));
            }
            return errors;
        }
    }

    private List<ImportReport> read(String sql, Object parameter) throws SQLException {
        try (PreparedStatement query = prepare(sql, parameter); ResultSet row = query.executeQuery()) {
            List<ImportReport> reports = new ArrayList<>();
            while (row.next()) {
                reports.add(new ImportReport(row.getObject("id", UUID.class),
                        State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                        row.getString("format"), row.getString("mode"), row.getString("actor"),
                        row.getLong("rows_read"), row.getLong("rows_imported"), row.getLong("rows_rejected"),
                        row.getString("detail"), instant(row, "started_at"), instant(row, "finished_at")));
            }
            return reports;
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
