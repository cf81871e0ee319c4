package io.twinharbor.responder.schema;

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
    private static final EmbeddedDatabase RESPONDER = EmbeddedDatabase.migrated();

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE incident ADD COLUMN mine int",
        "DROP TABLE incident",
        "TRUNCATE decision",
        "UPDATE flyway_schema_history SET success = false",
        "DELETE FROM decision",
        "UPDATE stop SET stopped = false",
        "DELETE FROM stop",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SET ROLE responder_owner",
        "CREATE ROLE mine"})
    void theServiceChangesNoTableAndForgetsNeitherADecisionNorAStop(String statement) {
        assertRefused(RESPONDER, statement, Role.APP);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INSERT INTO stop (stopped, actor, reason) VALUES (true, 'me', 'so')",
        "UPDATE decision SET result = 'mine'",
        "DELETE FROM incident",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)"})
    void readerAndBackupCannotWrite(String statement) {
        assertRefused(RESPONDER, statement, Role.READER, Role.BACKUP);
    }

    @Test
    void theReaderReadsIncidentsDecisionsAndStops() {
        assertReads(RESPONDER, Role.READER, "incident", "decision", "stop");
    }

    @Test
    void theBackupReadsEverything() throws SQLException {
        assertReadsEverything(RESPONDER, Role.BACKUP);
    }
}
