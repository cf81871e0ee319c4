package io.twinharbor.delivery.schema;

import static io.twinharbor.schema.testing.RoleAssertions.assertReads;
import static io.twinharbor.schema.testing.RoleAssertions.assertReadsEverything;
import static io.twinharbor.schema.testing.RoleAssertions.assertRefused;

import java.sql.SQLException;

import io.twinharbor.schema.Role;
import io.twinharbor.schema.testing.EmbeddedDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each database role can do, and cannot. */
class DatabaseRolesTest {

    @AutoClose
    private static final EmbeddedDatabase DELIVERY = EmbeddedDatabase.migrated();

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE deployment ADD COLUMN mine int",
        "DROP TABLE deployment",
        "TRUNCATE deployment",
        "DROP INDEX deployment_requested_at",
        "UPDATE flyway_schema_history SET success = false",
        "UPDATE observation SET good = true",
        "DELETE FROM observation",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SET ROLE delivery_owner",
        "CREATE ROLE mine"})
    void theServiceCannotChangeItsSchemaNorWhatWasObserved(String statement) {
        assertRefused(DELIVERY, statement, Role.APP);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INSERT INTO incident VALUES ('1', 'accounts', 'east', 'Down', now())",
        "UPDATE deployment SET status = 'succeeded'",
        "DELETE FROM deployment",
        "SELECT nextval('deployment_id_seq')",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)"})
    void readerAndBackupCannotWrite(String statement) {
        assertRefused(DELIVERY, statement, Role.READER, Role.BACKUP);
    }

    @Test
    void theReaderReadsAllThatWasFound() {
        assertReads(DELIVERY, Role.READER, "deployment", "deployment_change", "observation", "incident", "report");
    }

    @Test
    void theBackupReadsEverything() throws SQLException {
        assertReadsEverything(DELIVERY, Role.BACKUP);
    }
}
