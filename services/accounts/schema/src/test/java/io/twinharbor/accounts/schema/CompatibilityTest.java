package io.twinharbor.accounts.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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
    private static Database accounts;
    private static List<String> brokenByOurs;

    @TempDir
    private Path trial;

    @BeforeAll
    static void applyEachMigrationToAnEmptyServer() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        accounts = named("accounts");
        new Provision(accounts).run();
        brokenByOurs = new Compatibility(accounts).brokenBy(MIGRATIONS);
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
        "ALTER TABLE users ADD COLUMN phone varchar(20)",
        "ALTER TABLE users ADD COLUMN locale text NOT NULL DEFAULT 'en'",
        "CREATE TABLE team (id bigint PRIMARY KEY, name text NOT NULL UNIQUE); GRANT SELECT ON team TO accounts_app",
        "CREATE FUNCTION own() RETURNS int LANGUAGE sql RETURN 1; REVOKE ALL ON FUNCTION own() FROM PUBLIC",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_display_name ON users (display_name)",
        "DROP INDEX CONCURRENTLY IF EXISTS users_changed_at",
        "GRANT SELECT ON idempotency_key TO accounts_reader",
        "ALTER TABLE users ALTER COLUMN display_name SET DEFAULT ''"})
    void anExtensionIsLetThrough(String statement) throws SQLException, IOException {
        assertEquals(List.of(), brokenBy(statement));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ALTER TABLE users DROP COLUMN display_name             | takes away: users.display_name is character varying
        ALTER TABLE users RENAME COLUMN display_name TO alias  | takes away: users.display_name is character varying
        ALTER TABLE users RENAME TO people                     | takes away: users is there
        ALTER TABLE users ALTER COLUMN roles TYPE text         | takes away: users.roles is text[]
        ALTER TABLE users ALTER COLUMN display_name SET NOT NULL | takes away: users.display_name may be null
        ALTER TABLE users ALTER COLUMN created_at DROP NOT NULL | takes away: users.created_at is never null
        ALTER TABLE users ALTER COLUMN active SET DEFAULT false | takes away: users.active is true by itself
        ALTER TABLE users ALTER COLUMN id DROP IDENTITY        | takes away: users.id is numbered by itself
        REVOKE UPDATE ON users FROM accounts_app               | takes away: users lets accounts_app UPDATE
        DROP TRIGGER users_created ON users                    | takes away: users.users_created fires: CREATE TRIGGER
        ALTER TABLE users DISABLE TRIGGER users_created        | takes away: users.users_created fires: CREATE TRIGGER
        DROP FUNCTION user_to_json                             | takes away: user_to_json may be called as user_to_json(users)
        DROP FUNCTION users_to_outbox CASCADE                  | takes away: users.users_created fires: CREATE TRIGGER
        DO 'BEGIN DROP TABLE user_import_error; END'           | takes away: user_import_error is there
        ALTER TABLE users DROP CONSTRAINT users_email_key_key  | takes away: users is UNIQUE USING btree (email_key)
        CREATE UNIQUE INDEX CONCURRENTLY one ON users (display_name) | demands: users is UNIQUE USING btree (display_name)
        ALTER TABLE users ADD CHECK (email <> '') NOT VALID    | demands: users holds to CHECK
        ALTER TABLE users ALTER display_name TYPE varchar(9) | demands: users.display_name is no more than character varying(9)
        ALTER TABLE users ADD COLUMN phone text NOT NULL       | demands: users has to be given phone
        ALTER TABLE users ENABLE ROW LEVEL SECURITY            | demands: users is shown by its policies alone
        """)
    void whatTheRunningVersionReliesOnIsNotTakenAwayNorIsMoreDemandedOfIt(String statement, String told)
            throws SQLException, IOException {
        List<String> broken = brokenBy(statement);
        assertTrue(broken.stream().anyMatch(line -> line.startsWith("V1000__trial.sql " + told)), broken.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-- safe since 3f2c91a: no version that runs reads or writes display_name.",
        "-- squawk-ignore ban-drop-column -- safe since 3f2c91a: nothing reads users.display_name any more."})
    void aContractionIsLetThroughThatSaysSinceWhichReleaseNothingUsesIt(String reason) throws SQLException, IOException {
        assertEquals(List.of(), brokenBy(reason + "\nALTER TABLE users DROP COLUMN display_name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-- safe: nothing reads display_name any more.",
        "-- safe since yesterday: nothing reads display_name any more.",
        "-- safe since 3f2c91a: nothing reads it any more.",
        "-- squawk-ignore ban-drop-column"})
    void aContractionIsRefusedThatDoesNotNameTheReleaseAndWhatGoes(String reason) throws SQLException, IOException {
        List<String> broken = brokenBy(reason + "\nALTER TABLE users DROP COLUMN display_name");
        assertEquals("V1000__trial.sql takes away: users.display_name is character varying", broken.get(0));
    }

    @Test
    void aLimitThatNoVersionOversteppedNeedsAReasonButNoRelease() throws SQLException, IOException {
        assertEquals(List.of(), brokenBy("-- safe: users have an email in every version, which the API has never taken empty.\n"
                + "ALTER TABLE users ADD CHECK (email <> '') NOT VALID"));
    }

    @Test
    void theExampleInTheReadmeIsLetThrough() throws SQLException, IOException {
        assertEquals(List.of(), brokenBy(example()));
    }

    @Test
    void theExampleShowsEachVersionWhatTheOtherWrites() throws SQLException, IOException {
        brokenBy(example()[0]);
        for (String column : List.of("detail", "reason")) {
            execute("INSERT INTO user_import (id, format, mode, state, actor, " + column + ")"
                    + " VALUES (gen_random_uuid(), 'csv', 'skip-invalid', 'failed', '" + column + "', 'made')");
        }
        assertEquals("made made, made made", detailsAndReasons());
        execute("UPDATE user_import SET detail = 'changed' WHERE actor = 'detail'");
        execute("UPDATE user_import SET reason = 'changed, too' WHERE actor = 'reason'");
        assertEquals("changed changed, changed, too changed, too", detailsAndReasons());
    }

    @Test
    void aMigrationDoesNotStandInTheWayForLongWhileItWaitsForATable() throws SQLException, IOException {
        brokenBy();
        try (Connection running = connectAsService(); Statement statement = running.createStatement()) {
            running.setAutoCommit(false);
            statement.execute("SELECT FROM users");
            Migrate migrate = new Migrate(named("trial"));
            Files.writeString(trial.resolve("V1000__trial.sql"), "ALTER TABLE users ADD COLUMN phone text");
            FlywayException thrown = assertTimeout(Duration.ofSeconds(20), () -> assertThrows(FlywayException.class,
                    () -> migrate.flyway("filesystem:" + MIGRATIONS, "filesystem:" + trial).load().migrate()));
            assertTrue(thrown.getMessage().contains("lock timeout"), thrown.getMessage());
        }
    }

    @Test
    void theProgramOfTheVersionBeforeLeavesNewerTablesAlone() throws SQLException, IOException {
        brokenBy("ALTER TABLE users ADD COLUMN phone text");
        assertEquals("1000", new Migrate(named("trial")).run(false));
    }

    private static String[] example() throws IOException {
        return Pattern.compile("```sql\n(.+?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("../README.md")))
                .results().map(block -> block.group(1)).toArray(String[]::new);
    }

    /** By migrations with these contents, one after the other, after all of ours. */
    private List<String> brokenBy(String... contents) throws SQLException, IOException {
        for (int i = 0; i < contents.length; i++) {
            Files.writeString(trial.resolve("V%d__trial.sql".formatted(1000 + i)), contents[i]);
        }
        try (Connection connection = accounts.connectAsAdministrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS trial");
            statement.execute("CREATE DATABASE trial TEMPLATE accounts OWNER accounts_owner");
        }
        return new Compatibility(named("trial")).brokenBy(MIGRATIONS, trial);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection service = connectAsService(); Statement statement = service.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String detailsAndReasons() throws SQLException {
        try (Connection service = connectAsService(); Statement statement = service.createStatement(); ResultSet row =
                statement.executeQuery("SELECT string_agg(detail || ' ' || reason, ', ' ORDER BY actor) FROM user_import")) {
            row.next();
            return row.getString(1);
        }
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
