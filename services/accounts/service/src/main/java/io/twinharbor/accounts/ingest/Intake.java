package io.twinharbor.accounts.ingest;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.twinharbor.accounts.directory.UserRules;
import io.twinharbor.conduct.problem.Violation;
import jakarta.enterprise.concurrent.ManagedExecutorService;

/** Reads the rows of one file and hands them on in chunks: while the database takes one, the next is read. */
final class Intake {

    private final UUID id;
    private final Staging staging;
    private final ImportLog log;
    private final UserRules rules;
    private final ManagedExecutorService executor;
    private final int errorsKept;

    private Future<List<Rejection>> loading;
    private int loadingRows;
    private long read;
    private long imported;
    private long rejected;

    Intake(UUID id, Staging staging, ImportLog log, UserRules rules, ManagedExecutorService executor, int errorsKept) {
        this.id = id;
        this.staging = staging;
        this.log = log;
        this.rules = rules;
        this.executor = executor;
        this.errorsKept = errorsKept;
    }

    /** Reads all rows; when it returns, each has become a user or is written down as rejected. */
    void read(Iterator<Row> rows) throws SQLException, IOException {
        try {
            while (rows.hasNext()) {
                Chunk chunk = new Chunk();
                List<Rejection> defects = new ArrayList<>();
                while (chunk.rows() + defects.size() < Chunk.ROWS && rows.hasNext()) {
                    sort(rows.next(), chunk, defects);
                }
                settle();
                read += chunk.rows() + defects.size();
                loadingRows = chunk.rows();
                loading = executor.submit(() -> staging.add(chunk));
                reject(defects);
                log.progress(id, read, imported, rejected);
            }
        } finally {
            // Also when reading failed: the connection must be at rest before it is rolled back.
            settle();
        }
        log.progress(id, read, imported, rejected);
    }

    private void sort(Row row, Chunk chunk, List<Rejection> defects) {
        if (row.draft() == null) {
            defects.add(new Rejection(row.line(), row.defect()));
            return;
        }
        List<Violation> violations = rules.check(row.draft());
        if (violations.isEmpty()) {
            chunk.add(row.line(), row.draft());
        } else {
            defects.add(new Rejection(row.line(), Row.unreadable(row.line(), violations).defect()));
        }
    }

    private void settle() throws SQLException, IOException {
        if (loading == null) {
            return;
        }
        Future<List<Rejection>> done = loading;
        loading = null;
        try {
            List<Rejection> taken = done.get();
            imported += loadingRows - taken.size();
            reject(taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The import was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new IllegalStateException("A chunk could not be loaded", e.getCause());
        }
    }

    private void reject(List<Rejection> rejections) throws SQLException {
        long room = Math.max(0, errorsKept - rejected);
        log.add(id, rejections.subList(0, (int) Math.min(room, rejections.size())));
        rejected += rejections.size();
    }

    long rejected() {
        return rejected;
    }
}
