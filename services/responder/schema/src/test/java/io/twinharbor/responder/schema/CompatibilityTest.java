package io.twinharbor.responder.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.api.FlywayException;
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
    private static Database responder;
    private static List<String> brokenByOurs;

    @TempDir
    private Path trial;

    @BeforeAll
    static void applyEachMigrationToAnEmptyServer() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        responder = named("responder");
        new Provision(responder).run();
        brokenByOurs = new Compatibility(responder).brokenBy(MIGRATIONS);
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
        "ALTER TABLE incident ADD COLUMN team varchar(20)",
        "ALTER TABLE decision ADD COLUMN cost bigint NOT NULL DEFAULT 0",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS incident_alertname ON incident (alertname)",
        "GRANT SELECT ON incident TO responder_backup"})
    void anExtensionIsLetThrough(String statement) throws SQLException, IOException {
        assertEquals(List.of(), brokenBy(statement));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ALTER TABLE incident DROP COLUMN severity              | takes away: incident.severity is text
        ALTER TABLE incident RENAME TO firing                  | takes away: incident is there
        ALTER TABLE incident DROP CONSTRAINT incident_fingerprint_starts_at_key | takes away: incident is UNIQUE USING btree
        REVOKE INSERT ON decision FROM responder_app           | takes away: decision lets responder_app INSERT
        DO 'BEGIN DROP TABLE stop; END'                        | takes away: stop is there
        ALTER TABLE stop ADD CHECK (reason <> '') NOT VALID    | demands: stop holds to CHECK
        ALTER TABLE decision ADD COLUMN cost text NOT NULL     | demands: decision has to be given cost
        """)
    void whatTheRunningVersionReliesOnIsNotTakenAwayNorIsMoreDemandedOfIt(String statement, String told)
            throws SQLException, IOException {
        List<String> broken = brokenBy(statement);
        assertTrue(broken.stream().anyMatch(line -> line.startsWith("V1000__trial.sql " + told)), broken.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-- safe since 3f2c91a: no version that runs reads or writes severity.",
        "-- squawk-ignore ban-drop-column -- safe since 3f2c91a: nothing reads incident.severity any more."})
    void aContractionIsLetThroughThatSaysSinceWhichReleaseNothingUsesIt(String reason) throws SQLException, IOException {
        assertEquals(List.of(), brokenBy(reason + "\nALTER TABLE incident DROP COLUMN severity"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-- safe: nothing reads severity any more.",
        "-- safe since yesterday: nothing reads severity any more.",
        "-- safe since 3f2c91a: nothing reads it any more.",
        "-- squawk-ignore ban-drop-column"})
    void aContractionIsRefusedThatDoesNotNameTheReleaseAndWhatGoes(String reason) throws SQLException, IOException {
        List<String> broken = brokenBy(reason + "\nALTER TABLE incident DROP COLUMN severity");
        assertEquals("V1000__trial.sql takes away: incident.severity is text", broken.get(0));
    }

    @Test
    void aMigrationDoesNotStandInTheWayForLongWhileItWaitsForATable() throws SQLException, IOException {
        brokenBy();
        try (Connection running = connectAsService(); Statement statement = running.createStatement()) {
            running.setAutoCommit(false);
            statement.execute("SELECT FROM incident");
            Migrate migrate = new Migrate(named("trial"));
            Files.writeString(trial.resolve("V1000__trial.sql"), "ALTER TABLE incident ADD COLUMN team text");
            FlywayException thrown = assertTimeout(Duration.ofSeconds(20), () -> assertThrows(FlywayException.class,
                    () -> migrate.flyway("filesystem:" + MIGRATIONS, "filesystem:" + trial).load().migrate()));
            assertTrue(thrown.getMessage().contains("lock timeout"), thrown.getMessage());
        }
    }

    @Test
    void theProgramOfTheVersionBeforeLeavesNewerTablesAlone() throws SQLException, IOException {
        brokenBy("ALTER TABLE incident ADD COLUMN team text");
        assertEquals("1000", new Migrate(named("trial")).run());
    }

    /** By migrations with these contents, one after the other, after all of ours. */
    private List<String> brokenBy(String... contents) throws SQLException, IOException {
        for (int i = 0; i < contents.length; i++) {
            Files.writeString(trial.resolve("V%d__trial.sql".formatted(1000 + i)), contents[i]);
        }
        try (Connection connection = responder.connectAsAdministrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS trial");
            statement.execute("CREATE DATABASE trial TEMPLATE responder OWNER responder_owner");
        }
        return new Compatibility(named("trial")).brokenBy(MIGRATIONS, trial);
    }

    private static Connection connectAsService() throws SQLException {
        Database trial = named("trial");
        return DriverManager.getConnection(trial.url("trial"), Role.APP.databaseName(), trial.passwordOf(Role.APP));
    }

    private static Database named(String name) {
        return new Database(Map.of("DB_NAME", name, "DB_PORT", Integer.toString(postgres.getPort()),
                "DB_ADMIN_USER", "postgres", "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner",
                "DB_APP_PASSWORD", "app", "DB_READER_PASSWORD", "reader", "DB_BACKUP_PASSWORD", "backup"));
    }
}
