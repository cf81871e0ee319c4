package io.twinharbor.accounts.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

import io.twinharbor.accounts.ingest.ImportReport.State;
import jakarta.annotation.Resource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What is written down of an import, whichever of its two connections comes last. */
@ArquillianTest
class ImportLogIT {

    @Resource(lookup = "jdbc/bulk", shareable = false)
    private DataSource bulk;

    @Deployment
    static WebArchive service() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/accounts.war"));
    }

    @Test
    void anImportThatWasCommittedStaysCompletedThoughItsConnectionFailedAfterwards() throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection work = bulk.getConnection(); Connection notes = bulk.getConnection()) {
            ImportLog log = running(id, notes);
            work.setAutoCommit(false);
            new ImportLog(work).finish(id, State.COMPLETED, null);
            work.commit();
            log.finish(id, State.FAILED, "gone");
            ImportReport report = log.find(id).orElseThrow();
            assertEquals(State.COMPLETED, report.state());
            assertEquals(7, report.rowsImported());
            assertNull(report.detail());
        }
    }

    @Test
    void anImportWhoseCommitDidNotComeAboutHasFailedAndImportedNobody() throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection work = bulk.getConnection(); Connection notes = bulk.getConnection()) {
            ImportLog log = running(id, notes);
            work.setAutoCommit(false);
            new ImportLog(work).finish(id, State.COMPLETED, null);
            work.rollback();
            log.finish(id, State.FAILED, "gone");
            ImportReport report = log.find(id).orElseThrow();
            assertEquals(State.FAILED, report.state());
            assertEquals(0, report.rowsImported());
            assertEquals("gone", report.detail());
        }
    }

    private static ImportLog running(UUID id, Connection notes) throws SQLException {
        ImportLog log = new ImportLog(notes);
        log.begin(id, Format.CSV, Mode.SKIP_INVALID, "somebody");
        log.progress(id, 8, 7, 1);
        return log;
    }
}
