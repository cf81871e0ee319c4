package io.twinharbor.schema.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import io.twinharbor.schema.Migrate;
import io.twinharbor.schema.Role;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration leaves the version that runs what it relies on, or says since which release none does. */
class CompatibilityTest {

    private static final Path MIGRATIONS = Path.of("src/test/resources/db/migration");

    @AutoClose
    private static final EmbeddedDatabase HARBOUR = EmbeddedDatabase.migrated();

    @TempDir
    private Path folder;
    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(HARBOUR, MIGRATIONS, folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ALTER TABLE boat ADD COLUMN draught numeric",
        "ALTER TABLE boat ADD COLUMN port text NOT NULL DEFAULT 'Twinharbor'",
        "CREATE TABLE crew (id bigint PRIMARY KEY, name text NOT NULL UNIQUE); GRANT SELECT ON crew TO harbour_app",
        "CREATE FUNCTION own() RETURNS int LANGUAGE sql RETURN 1; REVOKE ALL ON FUNCTION own() FROM PUBLIC",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS boat_afloat ON boat (afloat)",
        "DROP INDEX CONCURRENTLY IF EXISTS boat_built_at",
        "GRANT SELECT ON permit TO harbour_reader",
        "ALTER TABLE boat ALTER COLUMN keeper SET DEFAULT ''"})
    void anExtensionIsLetThrough(String statement) throws SQLException, IOException {
        assertEquals(List.of(), trial.brokenBy(statement));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ALTER TABLE boat DROP COLUMN keeper                    | takes away: boat.keeper is character varying
        ALTER TABLE boat RENAME COLUMN keeper TO owner         | takes away: boat.keeper is character varying
        ALTER TABLE boat RENAME TO ship                        | takes away: boat is there
        ALTER TABLE boat ALTER COLUMN flags TYPE text          | takes away: boat.flags is text[]
        ALTER TABLE boat ALTER COLUMN keeper SET NOT NULL      | takes away: boat.keeper may be null
        ALTER TABLE boat ALTER COLUMN built_at DROP NOT NULL   | takes away: boat.built_at is never null
        ALTER TABLE boat ALTER COLUMN afloat SET DEFAULT false | takes away: boat.afloat is true by itself
        ALTER TABLE boat ALTER COLUMN id DROP IDENTITY         | takes away: boat.id is numbered by itself
        REVOKE UPDATE ON boat FROM harbour_app                 | takes away: boat lets harbour_app UPDATE
        DROP TRIGGER boat_launched ON boat                     | takes away: boat.boat_launched fires: CREATE TRIGGER
        ALTER TABLE boat DISABLE TRIGGER boat_launched         | takes away: boat.boat_launched fires: CREATE TRIGGER
        DROP FUNCTION boat_to_json                             | takes away: boat_to_json may be called as boat_to_json(boat)
        DROP FUNCTION boat_to_logbook CASCADE                  | takes away: boat.boat_launched fires: CREATE TRIGGER
        DO 'BEGIN DROP TABLE permit; END'                      | takes away: permit is there
        ALTER TABLE boat DROP CONSTRAINT boat_name_key_key     | takes away: boat is UNIQUE USING btree (name_key)
        CREATE UNIQUE INDEX CONCURRENTLY one ON boat (keeper)  | demands: boat is UNIQUE USING btree (keeper)
        ALTER TABLE boat ADD CHECK (name <> '') NOT VALID      | demands: boat holds to CHECK
        ALTER TABLE boat ALTER keeper TYPE varchar(9)          | demands: boat.keeper is no more than character varying(9)
        ALTER TABLE boat ADD COLUMN port text NOT NULL         | demands: boat has to be given port
        ALTER TABLE boat ENABLE ROW LEVEL SECURITY             | demands: boat is shown by its policies alone
        """)
    void whatTheRunningVersionReliesOnIsNotTakenAwayNorIsMoreDemandedOfIt(String statement, String told)
            throws SQLException, IOException {
        List<String> broken = trial.brokenBy(statement);
        assertTrue(broken.stream().anyMatch(line -> line.startsWith("V1000__trial.sql " + told)), broken.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-- safe since 3f2c91a: no version that runs reads or writes keeper.",
        "-- squawk-ignore ban-drop-column -- safe since 3f2c91a: nothing reads boat.keeper any more."})
    void aContractionIsLetThroughThatSaysSinceWhichReleaseNothingUsesIt(String reason) throws SQLException, IOException {
        assertEquals(List.of(), trial.brokenBy(reason + "\nALTER TABLE boat DROP COLUMN keeper"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-- safe: nothing reads keeper any more.",
        "-- safe since yesterday: nothing reads keeper any more.",
        "-- safe since 3f2c91a: nothing reads it any more.",
        "-- squawk-ignore ban-drop-column"})
    void aContractionIsRefusedThatDoesNotNameTheReleaseAndWhatGoes(String reason) throws SQLException, IOException {
        List<String> broken = trial.brokenBy(reason + "\nALTER TABLE boat DROP COLUMN keeper");
        assertEquals("V1000__trial.sql takes away: boat.keeper is character varying", broken.get(0));
    }

    @Test
    void aLimitThatNoVersionOversteppedNeedsAReasonButNoRelease() throws SQLException, IOException {
        assertEquals(List.of(), trial.brokenBy("-- safe: a boat has a name in every version, which has never been empty.\n"
                + "ALTER TABLE boat ADD CHECK (name <> '') NOT VALID"));
    }

    @Test
    void aMigrationDoesNotStandInTheWayForLongWhileItWaitsForATable() throws SQLException, IOException {
        trial.brokenBy();
        try (Connection running = trial.database().connect(Role.APP); Statement statement = running.createStatement()) {
            running.setAutoCommit(false);
            statement.execute("SELECT FROM boat");
            Migrate migrate = new Migrate(trial.database());
            Files.writeString(folder.resolve("V1000__trial.sql"), "ALTER TABLE boat ADD COLUMN draught numeric");
            FlywayException thrown = assertTimeout(Duration.ofSeconds(20), () -> assertThrows(FlywayException.class,
                    () -> migrate.flyway("filesystem:" + MIGRATIONS, "filesystem:" + folder).load().migrate()));
            assertTrue(thrown.getMessage().contains("lock timeout"), thrown.getMessage());
        }
    }

    @Test
    void theProgramOfTheVersionBeforeLeavesNewerTablesAlone() throws SQLException, IOException {
        trial.brokenBy("ALTER TABLE boat ADD COLUMN draught numeric");
        assertEquals("1000", new Migrate(trial.database()).run());
    }
}
