package io.twinharbor.accounts.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
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

    @ParameterizedTest
    @ValueSource(strings = {"email\n1\n\0", "email\n1\na b@example.org", "email\n1\né@example.org", "email\n1\na@example.org\n",
        "-email\n1\n\u007f", "changedAt\n1\n0000-12-31T23:59:59Z", "changedAt\n1\n0001-01-01T00:00:00+18:00",
        "changedAt\n1\n+10000-01-01T00:00:00Z", "changedAt\n1\n9999-12-31T23:59:59-18:00",
        "-changedAt\n1\n-1000000000-01-01T00:00:00Z", "-changedAt\n1\n+1000000000-12-31T23:59:59.999999999Z"})
    void whatNoUserCanHaveIsRefused(String text) {
        refused(encoded(text), text.substring(0, text.indexOf('\n')));
    }

    @Test
    void anAddressLongerThanAnyIsRefused() {
        refused(encoded("email\n1\n" + "a".repeat(UserDraft.EMAIL_LENGTH + 1)), "email");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String cursor, String sort) {
        var refusal = assertThrows(ProblemException.class, () -> Cursor.decode(cursor, Order.parse(sort)));
        assertEquals(400, refusal.problem().status());
    }
}
