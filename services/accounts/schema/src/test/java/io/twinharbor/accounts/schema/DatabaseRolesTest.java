package io.twinharbor.accounts.schema;

import static io.twinharbor.schema.testing.RoleAssertions.assertReads;
import static io.twinharbor.schema.testing.RoleAssertions.assertReadsEverything;
import static io.twinharbor.schema.testing.RoleAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.Map;

import io.twinharbor.schema.Migrate;
import io.twinharbor.schema.Role;
import io.twinharbor.schema.testing.EmbeddedDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each database role can do, and cannot. */
class DatabaseRolesTest {

    @AutoClose
    private static final EmbeddedDatabase ACCOUNTS = EmbeddedDatabase.migrated();

    @Test
    void theTestUserComesIntoAnEmptyDirectoryOnly() throws SQLException {
        Migrate seeding = new Migrate(ACCOUNTS.with(Map.of("SEED_TEST_USER", "true")));
        ACCOUNTS.execute(Role.OWNER, "TRUNCATE users");
        seeding.run();
        seeding.run();
        assertEquals("test@test.com true", ACCOUNTS.value(Role.READER, "SELECT email || ' ' || active FROM users"));
        ACCOUNTS.execute(Role.APP, "UPDATE users SET email = 'another@example.org'");
        seeding.run();
        assertEquals("another@example.org", ACCOUNTS.value(Role.READER, "SELECT string_agg(email, ',') FROM users"));
        ACCOUNTS.execute(Role.APP, "DELETE FROM users");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE users ADD COLUMN mine int",
        "DROP TABLE users",
        "TRUNCATE users",
        "ALTER TABLE users DISABLE TRIGGER users_created",
        "DROP INDEX users_changed_at",
        "CREATE OR REPLACE FUNCTION users_to_outbox() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "UPDATE flyway_schema_history SET success = false",
        "INSERT INTO outbox (type, user_id, actor) VALUES ('user.created', 1, 'me')",
        "UPDATE outbox SET actor = 'somebody else'",
        "DELETE FROM outbox",
        "SET ROLE accounts_owner",
        "CREATE ROLE mine"})
    void theServiceCannotChangeItsSchemaNorItsEvents(String statement) {
        assertRefused(ACCOUNTS, statement, Role.APP);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INSERT INTO users (email) VALUES ('a@example.org')",
        "UPDATE users SET active = false",
        "DELETE FROM users",
        "INSERT INTO user_import_error VALUES ('00000000-0000-4000-8000-000000000000', 1, 'x')",
        "DELETE FROM outbox",
        "SELECT nextval('users_id_seq')",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)"})
    void readerAndBackupCannotWrite(String statement) {
        assertRefused(ACCOUNTS, statement, Role.READER, Role.BACKUP);
    }

    @Test
    void theReaderReadsUsersEventsAndImportsButNoIdempotencyKeys() {
        assertReads(ACCOUNTS, Role.READER, "users", "outbox", "user_import", "user_import_error");
        assertRefused(ACCOUNTS, "SELECT * FROM idempotency_key", Role.READER);
    }

    @Test
    void theBackupReadsEverything() throws SQLException {
        assertReadsEverything(ACCOUNTS, Role.BACKUP);
    }
}
