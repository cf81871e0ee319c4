package io.twinharbor.audit.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Base64;

import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor CURSOR = new Cursor(true, Instant.parse("2026-01-02T03:04:05.678901Z"), 7);

    @Test
    void aCursorComesBackAsItWas() {
        assertEquals(CURSOR, Cursor.decode(CURSOR.encode(), true));
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        refused(CURSOR.encode(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense!", "true\n7", "true\nseven\n2026-01-02T03:04:05Z", "true\n7\nyesterday",
        "true\n7\n+1000000-01-01T00:00:00Z", "true\n7\n0000-12-31T23:59:59Z", "true\n7\n0001-01-01T00:00:00+18:00",
        "true\n7\n9999-12-31T23:59:59-18:00", "true\n7\n+1000000000-12-31T23:59:59.999999999Z"})
    void whatWeDidNotMakeIsRefused(String text) {
        refused(text, true);
        refused(Base64.getUrlEncoder().encodeToString(text.getBytes()), true);
    }

    private static void refused(String cursor, boolean descending) {
        assertEquals(400, assertThrows(ProblemException.class, () -> Cursor.decode(cursor, descending)).problem().status());
    }
}
