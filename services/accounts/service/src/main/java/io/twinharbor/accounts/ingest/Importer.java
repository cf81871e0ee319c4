package io.twinharbor.accounts.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

import io.twinharbor.accounts.access.Caller;
import io.twinharbor.accounts.directory.UserRules;
import io.twinharbor.accounts.ingest.ImportReport.State;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes users of a file, in one transaction however long the file is and in memory that does not grow with it. What
 * happens meanwhile is written down through a second connection, so that others see it.
 */
@Singleton
public class Importer {

    @Resource(lookup = "jdbc/bulk", shareable = false)
    private DataSource bulk;

    @Resource
    private ManagedExecutorService executor;

    private final UserRules rules;
    private final Caller caller;
    private final Slots slots;
    private final int errorsKept;

    /**
     * @param atOnce     the setting {@code IMPORTS_AT_ONCE}: imports that one instance runs at the same time
     * @param errorsKept the setting {@code IMPORTS_ERRORS_KEPT}: rows in error written down for one import
     */
    @Inject
    public Importer(UserRules rules, Caller caller, @ConfigProperty(name = "imports.at.once") int atOnce,
            @ConfigProperty(name = "imports.errors.kept") int errorsKept) {
        this.rules = rules;
        this.caller = caller;
        this.slots = new Slots(atOnce, "imports");
        this.errorsKept = errorsKept;
    }

    /**
     * Imports a file, or reports what came of it before if this id was completed already.
     *
     * @throws ProblemException 409 while an import with this id runs, 422 for a file that makes no sense, 429 if the
     *                          instance is busy with others, 400 if the upload breaks off
     */
    ImportReport run(UUID id, Format format, Mode mode, InputStream file) throws SQLException {
        slots.take();
        try (Connection work = bulk.getConnection(); Connection notes = bulk.getConnection()) {
            work.setAutoCommit(false);
            try {
                return runAlone(id, format, mode, file, work, new ImportLog(notes));
            } finally {
                work.rollback();
            }
        } finally {
            slots.giveBack();
        }
    }

    private ImportReport runAlone(UUID id, Format format, Mode mode, InputStream file, Connection work, ImportLog log)
            throws SQLException {
        lock(work, id);
        Optional<ImportReport> earlier = log.find(id);
        if (earlier.isPresent() && !earlier.get().actor().equals(caller.name())) {
            throw conflict("Another caller's import has this Idempotency-Key: take a new UUID.");
        }
        if (earlier.isPresent() && earlier.get().state() == State.COMPLETED) {
            return earlier.get();
        }
        log.begin(id, format, mode, caller.name());
        try {
            Staging staging = new Staging(work, caller.name(), caller.traceId());
            Intake intake = new Intake(id, staging, log, rules, executor, errorsKept);
            intake.read(format.read(file));
            if (mode == Mode.ALL_OR_NOTHING && intake.rejected() > 0) {
                log.finish(id, State.REJECTED, null);
            } else {
                new ImportLog(work).finish(id, State.COMPLETED, null);
                work.commit();
            }
            return log.find(id).orElseThrow();
        } catch (IOException | UncheckedIOException e) {
            log.finish(id, State.FAILED, "The upload broke off.");
            throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST,
                    "The upload broke off: nothing was stored."));
        } catch (ProblemException e) {
            log.finish(id, State.FAILED, e.problem().detail());
            throw e;
        } catch (SQLException | RuntimeException e) {
            // A commit that nobody confirmed may have come about all the same, and then stays what is noted.
            log.finish(id, State.FAILED, "The service failed; its log says why.");
            throw e;
        }
    }

    private static void lock(Connection work, UUID id) throws SQLException {
        try (PreparedStatement lock = work.prepareStatement(ImportLog.LOCK)) {
            lock.setString(1, id.toString());
            try (ResultSet taken = lock.executeQuery()) {
                taken.next();
                if (!taken.getBoolean(1)) {
                    throw conflict("The import with this Idempotency-Key is running.");
                }
            }
        }
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(Response.Status.CONFLICT, detail));
    }
}
