package io.twinharbor.audit.schema;

import static io.twinharbor.schema.testing.RoleAssertions.assertReadsEverything;
import static io.twinharbor.schema.testing.RoleAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;

import io.twinharbor.schema.Role;
import io.twinharbor.schema.testing.EmbeddedDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each database role can do, and cannot. */
class DatabaseRolesTest {

    private static final String INSERT = "INSERT INTO audit_event (position, type, user_id, actor, occurred_at)"
            + " VALUES ('%s', 'user.created', 1, 'ada', now())";

    @AutoClose
    private static final EmbeddedDatabase AUDIT = EmbeddedDatabase.migrated();

    @Test
    void theServiceAddsAnEventAndTheTriggerMakesTheRest() throws SQLException {
        AUDIT.execute(Role.APP, INSERT.formatted("1-1-1"));
        assertEquals("32 32", AUDIT.value(Role.APP, "SELECT octet_length(previous) || ' ' || octet_length(hash)"
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
        assertRefused(AUDIT, statement, Role.APP);
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
        AUDIT.execute(Role.APP, INSERT.formatted("2-2-2") + " ON CONFLICT DO NOTHING");
        SQLException thrown = assertThrows(SQLException.class, () -> AUDIT.execute(Role.OWNER, statement), statement);
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
        assertRefused(AUDIT, statement, Role.READER, Role.BACKUP);
    }

    @Test
    void theBackupReadsEverything() throws SQLException {
        assertReadsEverything(AUDIT, Role.BACKUP);
    }
}
