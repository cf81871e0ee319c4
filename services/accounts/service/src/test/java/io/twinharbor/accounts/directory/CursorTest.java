package io.twinharbor.accounts.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Base64;

import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void aCursorComesBackAsItWas() {
        for (Cursor cursor : new Cursor[] {
            new Cursor(Order.parse("id"), 7L, 7), new Cursor(Order.parse("-email"), "a@example.org", 8),
            new Cursor(Order.parse("changedAt"), Instant.parse("2026-01-02T03:04:05.678901Z"), 9)}) {
            assertEquals(cursor, Cursor.decode(cursor.encode(), cursor.order()));
        }
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        String cursor = new Cursor(Order.parse("email"), "a@example.org", 8).encode();
        refused(cursor, "-email");
        refused(cursor, "id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense!", "aWQ", "id\n7", "id\nseven\n7", "id\n7\nseven", "changedAt\n7\nyesterday"})
    void whatWeDidNotMakeIsRefused(String text) {
        refused(text, "id");
        refused(Base64.getUrlEncoder().encodeToString(text.getBytes()), text.startsWith("c") ? "changedAt" : "id");
    }

    private static void refused(String cursor, String sort) {
        var refusal = assertThrows(ProblemException.class, () -> Cursor.decode(cursor, Order.parse(sort)));
        assertEquals(400, refusal.problem().status());
    }
}
