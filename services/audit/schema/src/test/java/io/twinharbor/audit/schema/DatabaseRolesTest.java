package io.twinharbor.audit.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each database role can do, and cannot. */
class DatabaseRolesTest {

    private static final String NOT_ALLOWED = "42501";
    private static final String INSERT = "INSERT INTO audit_event (position, type, user_id, actor, occurred_at)"
            + " VALUES ('%s', 'user.created', 1, 'ada', now())";

    private static EmbeddedPostgres postgres;
    private static Database database;

    @BeforeAll
    static void provisionAndMigrateAnEmptyServer() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        askForPasswords();
        database = new Database(Map.of("DB_PORT", Integer.toString(postgres.getPort()),
                "DB_ADMIN_USER", "postgres", "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner",
                "DB_APP_PASSWORD", "app", "DB_READER_PASSWORD", "reader", "DB_BACKUP_PASSWORD", "backup"));
        new Provision(database).run();
        new Migrate(database).run();
    }

    /** The embedded server lets everybody in, unlike any other. */
    private static void askForPasswords() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD 'postgres'");
            ResultSet file = statement.executeQuery("SHOW hba_file");
            file.next();
            statement.execute("COPY (SELECT 'host all all all scram-sha-256') TO '" + file.getString(1) + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void provisioningAndMigratingAgainChangesNothing() {
        assertDoesNotThrow(() -> new Provision(database).run());
        assertEquals("1", assertDoesNotThrow(() -> new Migrate(database).run()));
    }

    @Test
    void theServiceAddsAnEventAndTheTriggerMakesTheRest() throws SQLException {
        execute(Role.APP, INSERT.formatted("1-1-1"));
        assertEquals("32 32", value(Role.APP, "SELECT octet_length(previous) || ' ' || octet_length(hash)"
                + " FROM audit_event WHERE position = '1-1-1'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "UPDATE audit_event SET actor = 'somebody else'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "INSERT INTO audit_event (seq, position, type, actor, occurred_at) VALUES (7, 'x', 'y', 'me', now())",
        "INSERT INTO audit_event (hash, position, type, actor, occurred_at) VALUES ('x', 'x', 'y', 'me', now())",
        "INSERT INTO audit_event (recorded_at, position, type, actor, occurred_at) VALUES (now(), 'x', 'y', 'me', now())",
        "INSERT INTO audit_checkpoint VALUES (1, 'retention', 'x', now(), 'x')",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE audit_event",
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SET ROLE audit_owner"})
    void theServiceCanRewriteNothingNorForgeALink(String statement) {
        refused(Role.APP, statement);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "UPDATE audit_event SET actor = 'somebody else'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_checkpoint SET hash = ''",
        "DELETE FROM audit_checkpoint",
        "TRUNCATE audit_checkpoint"})
    void evenTheOwnerIsRefusedWhatWouldRewriteIt(String statement) throws SQLException {
        execute(Role.APP, INSERT.formatted("2-2-2") + " ON CONFLICT DO NOTHING");
        SQLException thrown = assertThrows(SQLException.class, () -> execute(Role.OWNER, statement), statement);
        assertEquals("23001", thrown.getSQLState(), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INSERT INTO audit_event (position, type, actor, occurred_at) VALUES ('x', 'y', 'me', now())",
        "UPDATE audit_event SET actor = 'somebody else'",
        "DELETE FROM audit_event",
        "INSERT INTO audit_checkpoint VALUES (1, 'seal', 'x', now(), 'x')",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)"})
    void readerAndBackupCannotWrite(String statement) {
        refused(Role.READER, statement);
        refused(Role.BACKUP, statement);
    }

    @Test
    void theBackupReadsEverything() throws SQLException {
        try (Connection connection = connect(Role.OWNER);
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                assertDoesNotThrow(() -> value(Role.BACKUP, "SELECT count(*) FROM " + table), table);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyEntersWithoutTheRightPassword(Role role) {
        assertThrows(SQLException.class,
                () -> DriverManager.getConnection(database.url("audit"), role.databaseName(), "guessed"));
    }

    @Test
    void aPasswordThatIsMissingIsNamed() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> new Database(Map.of()).passwordOf(Role.APP));
        assertEquals("the environment variable DB_APP_PASSWORD is not set", thrown.getMessage());
    }

    private static void refused(Role role, String statement) {
        SQLException thrown = assertThrows(SQLException.class, () -> execute(role, statement), statement);
        assertEquals(NOT_ALLOWED, thrown.getSQLState(), thrown.getMessage());
    }

    private static Connection connect(Role role) throws SQLException {
        return DriverManager.getConnection(database.url("audit"), role.databaseName(), database.passwordOf(role));
    }

    private static void execute(Role role, String sql) throws SQLException {
        try (Connection connection = connect(role); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Role role, String query) throws SQLException {
        try (Connection connection = connect(role); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
