package io.twinharbor.audit.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration leaves the version that runs what it relies on, or says since which release none does. */
class CompatibilityTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final String HOW_TO_MEND = "see Changing the tables in services/accounts/README.md";

    private static EmbeddedPostgres postgres;
    private static Database audit;
    private static List<String> brokenByOurs;

    @TempDir
    private Path trial;

    @BeforeAll
    static void applyEachMigrationToAnEmptyServer() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        audit = named("audit");
        new Provision(audit).run();
        brokenByOurs = new Compatibility(audit).brokenBy(MIGRATIONS);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void eachMigrationLeavesTheVersionBeforeWorking() {
        assertEquals(List.of(), brokenByOurs, HOW_TO_MEND);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ALTER TABLE audit_event ADD COLUMN origin text",
        "CREATE TABLE note (id bigint PRIMARY KEY); GRANT SELECT ON note TO audit_reader",
        "DROP INDEX CONCURRENTLY IF EXISTS audit_event_type"})
    void anExtensionIsLetThrough(String statement) throws SQLException, IOException {
        assertEquals(List.of(), brokenBy(statement));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ALTER TABLE audit_event DROP COLUMN trace_id | takes away: audit_event.trace_id is text
        DROP TRIGGER audit_event_kept ON audit_event | takes away: audit_event.audit_event_kept fires
        ALTER TABLE audit_event DISABLE TRIGGER audit_event_let_go | takes away: audit_event.audit_event_let_go fires
        DROP FUNCTION audit_chain CASCADE | takes away: audit_event.audit_event_chained fires
        REVOKE SELECT ON audit_event FROM audit_reader | takes away: audit_event lets audit_reader SELECT
        ALTER TABLE audit_event ALTER user_id SET NOT NULL | takes away: audit_event.user_id may be null
        """)
    void whatTheRunningVersionReliesOnIsNotTakenAway(String statement, String told) throws SQLException, IOException {
        List<String> broken = brokenBy(statement);
        assertTrue(broken.stream().anyMatch(line -> line.startsWith("V1000__trial.sql " + told)), broken.toString());
    }

    @Test
    void aContractionIsLetThroughThatSaysSinceWhichReleaseNothingUsesIt() throws SQLException, IOException {
        assertEquals(List.of(), brokenBy("-- safe since 3f2c91a: no version that runs reads or writes trace_id.\n"
                + "ALTER TABLE audit_event DROP COLUMN trace_id"));
    }

    @Test
    void theProgramOfTheVersionBeforeLeavesNewerTablesAlone() throws SQLException, IOException {
        brokenBy("ALTER TABLE audit_event ADD COLUMN origin text");
        assertEquals("1000", new Migrate(named("trial")).run());
    }

    /** By migrations with these contents, one after the other, after all of ours. */
    private List<String> brokenBy(String... contents) throws SQLException, IOException {
        for (int i = 0; i < contents.length; i++) {
            Files.writeString(trial.resolve("V%d__trial.sql".formatted(1000 + i)), contents[i]);
        }
        try (Connection connection = audit.connectAsAdministrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS trial");
            statement.execute("CREATE DATABASE trial TEMPLATE audit OWNER audit_owner");
        }
        return new Compatibility(named("trial")).brokenBy(MIGRATIONS, trial);
    }

    private static Database named(String name) {
        return new Database(Map.of("DB_NAME", name, "DB_PORT", Integer.toString(postgres.getPort()),
                "DB_ADMIN_USER", "postgres", "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner",
                "DB_APP_PASSWORD", "app", "DB_READER_PASSWORD", "reader", "DB_BACKUP_PASSWORD", "backup"));
    }
}
