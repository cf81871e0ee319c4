package io.twinharbor.audit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import io.twinharbor.schema.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever was tampered with is found, and where; what was let go by the rules is not. */
class ChainTest {

    private static final int ROWS = 10;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, GeneralSecurityException {
        Stand.start(folder);
    }

    @AfterAll
    static void stop() {
        Stand.stop();
    }

    @BeforeEach
    void tenEvents() throws SQLException {
        Stand.tamper("TRUNCATE audit_event, audit_checkpoint");
        Stand.add(1, ROWS, "ada");
    }

    @Test
    void whatWasOnlyAddedToIsWhole() throws SQLException {
        assertEquals(List.of(), Stand.verify().findings());
        assertTrue(Stand.verify().summary().matches("the chain is whole: 10 rows, 1 to 10, the last with hash [0-9a-f]{64}"));
    }

    @Test
    void javaAndTheDatabaseMakeTheSameHashOfWhateverAnEventSays() throws SQLException {
        Stand.execute(Role.APP, """
                INSERT INTO audit_event (position, type, user_id, actor, trace_id, occurred_at, before, after) VALUES
                ('x', 'audit.resumed', NULL, '李小龙 😀 é', NULL, '1969-12-31 23:59:59.999999Z', NULL, '{ "a" : [1.0, "\\u00e9"] }'),
                ('y', 'user.changed', -1, '', '', '2026-01-02 03:04:05.678901+02', 'null', '"1:a,-,"')""");
        assertEquals(List.of(), Stand.verify().findings());
    }

    @Test
    void anEmptyChainIsWhole() throws SQLException {
        Stand.tamper("TRUNCATE audit_event");
        assertEquals("the chain is whole: it has no row yet", Stand.verify().summary());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        UPDATE audit_event SET actor = 'eve' WHERE seq = 5 | row 5 was changed: its hash is not that of what it says
        UPDATE audit_event SET occurred_at = now() WHERE seq = 10 | row 10 was changed: its hash is not that of what it says
        UPDATE audit_event SET after = '{"n":5 }' WHERE seq = 5 | row 5 was changed: its hash is not that of what it says
        UPDATE audit_event SET trace_id = '' WHERE seq = 1 | row 1 was changed: its hash is not that of what it says
        UPDATE audit_event SET hash = sha256('x') WHERE seq = 10 | row 10 was changed: its hash is not that of what it says
        DELETE FROM audit_event WHERE seq = 5 | row 5 is missing
        DELETE FROM audit_event WHERE seq BETWEEN 4 AND 6            | rows 4 to 6 are missing
        DELETE FROM audit_event WHERE seq < 3                        | rows 1 to 2 are missing
        """)
    void aForgeryIsFoundWhereItIs(String forgery, String finding) throws SQLException {
        Stand.tamper(forgery);
        assertEquals(List.of(finding), Stand.verify().findings());
    }

    @Test
    void aRowThatWasReplacedByOneWithAGoodHashDoesNotFitTheNext() throws SQLException {
        Stand.tamper("UPDATE audit_event SET actor = 'eve' WHERE seq = 5", Stand.rehash(5));
        assertEquals(List.of("row 6 does not follow row 5: one of the two was replaced"), Stand.verify().findings());
    }

    @Test
    void twoForgeriesAreBothFound() throws SQLException {
        Stand.tamper("UPDATE audit_event SET actor = 'eve' WHERE seq IN (3, 8)", "DELETE FROM audit_event WHERE seq = 5");
        assertEquals(List.of("row 3 was changed: its hash is not that of what it says", "row 5 is missing",
                "row 8 was changed: its hash is not that of what it says"), Stand.verify().findings());
    }

    @Test
    void rowsThatChangedPlacesAreFound() throws SQLException {
        Stand.tamper("UPDATE audit_event SET seq = CASE seq WHEN 4 THEN -5 ELSE -4 END WHERE seq IN (4, 5)",
                "UPDATE audit_event SET seq = -seq WHERE seq < 0");
        assertTrue(Stand.verify().findings().get(0).startsWith("row 4 "), Stand.verify().findings().toString());
    }

    @Test
    void aChainThatWasMadeAnewIsToldFromWhatWasSealed() throws SQLException {
        Stand.seal(Map.of());
        Stand.add(ROWS + 1, ROWS + 5, "ada");
        Stand.tamper("DELETE FROM audit_event WHERE seq > 6");
        Stand.add(7, ROWS + 5, "eve");
        assertTrue(Stand.verify().findings().get(0).matches("row 10 is not the one of the checkpoint \\(seal\\) of .*:"
                + " the chain was made anew somewhere in rows 1 to 10"), Stand.verify().findings().toString());
    }

    @Test
    void whatWasCutOffAfterASealIsMissed() throws SQLException {
        Stand.seal(Map.of());
        Stand.tamper("DELETE FROM audit_event WHERE seq > 7");
        assertEquals(List.of("rows 8 to 10 are missing"), Stand.verify().findings());
    }

    @Test
    void aHeadThatWasNotedElsewhereTellsWhatNoSealCovers() throws SQLException {
        String head = Stand.value("SELECT seq || ':' || encode(hash, 'hex') FROM audit_event ORDER BY seq DESC LIMIT 1");
        assertEquals(List.of(), Stand.chain(Map.of("EXPECTED_HEAD", head)).verify().findings());
        Stand.tamper("DELETE FROM audit_event WHERE seq > 8");
        assertEquals(List.of(), Stand.verify().findings());
        assertEquals(List.of("rows 9 to 10 are missing"), Stand.chain(Map.of("EXPECTED_HEAD", head)).verify().findings());
        Stand.add(9, ROWS, "eve");
        assertEquals(List.of("row 10 is not the one that was noted: the chain was made anew somewhere in rows 1 to 10"),
                Stand.chain(Map.of("EXPECTED_HEAD", head)).verify().findings());
    }

    @Test
    void aCheckpointOfAnotherKeyIsNone() throws SQLException {
        Stand.seal(Map.of("CHECKPOINT_KEY", Stand.keyOfAForger()));
        assertEquals(List.of("the checkpoint (seal) at row 10 is not signed by this key"), Stand.verify().findings());
    }

    @Test
    void oldRowsAreLetGoAndTheRestIsStillWhole() throws SQLException {
        Stand.tamper("DELETE FROM audit_event WHERE seq > 0");
        Stand.add(1, 4, "ada");
        Stand.add(5, ROWS, "ada");
        assertEquals("no row is older than", Stand.chain(Map.of("RETENTION", "P1D")).retain().substring(0, 20));
        assertEquals("rows up to 9 are let go", Stand.chain(Map.of("RETENTION", "PT0S")).retain());
        assertEquals("10 1", Stand.value("SELECT string_agg(seq::text, ',') || ' ' || count(*) FROM audit_event"));
        assertEquals(List.of(), Stand.verify().findings());
        Stand.add(ROWS + 1, ROWS + 2, "ada");
        Stand.seal(Map.of());
        assertEquals(List.of(), Stand.verify().findings());
        Stand.tamper("DELETE FROM audit_event WHERE seq = 10");
        assertEquals(List.of("row 10 is missing"), Stand.verify().findings());
    }

    @Test
    void whatWasForgedBeforeItIsLetGoIsKeptAsEvidence() throws SQLException {
        Stand.tamper("UPDATE audit_event SET actor = 'eve' WHERE seq = 2");
        assertThrows(Tampered.class, () -> Stand.chain(Map.of("RETENTION", "PT0S")).retain());
        assertThrows(Tampered.class, () -> Stand.seal(Map.of()));
        assertEquals("10", Stand.value("SELECT count(*) FROM audit_event"));
    }

    @Test
    void aLetterOfRetentionThatSomebodyForgedCoversNothing() throws SQLException {
        Stand.chain(Map.of("RETENTION", "PT0S", "CHECKPOINT_KEY", Stand.keyOfAForger())).retain();
        assertEquals(List.of("the checkpoint (retention) at row 9 is not signed by this key", "rows 1 to 9 are missing"),
                Stand.verify().findings());
    }

    @Test
    void theProgramSaysByItsStatusWhetherTheChainIsWhole() throws SQLException {
        Map<String, String> environment = Stand.environment();
        assertEquals(0, Main.run(new String[] {"verify"}, environment));
        assertEquals(2, Main.run(new String[] {"mend"}, environment));
        assertEquals(1, Main.run(new String[] {"seal"}, environment));
        Stand.tamper("DELETE FROM audit_event WHERE seq = 5");
        assertEquals(3, Main.run(new String[] {"verify"}, environment));
    }
}
