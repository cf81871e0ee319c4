package io.twinharbor.delivery.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;

import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which times a client may ask for. */
class WindowTest {

    @Test
    void withoutABeginningItIsTheUsualTimeBeforeItsEnd() {
        assertEquals(new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-31T00:00:00Z")),
                Window.parse(null, "2026-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, -1000000000-01-01T00:00:00Z", "-, +1000000000-12-31T23:59:59Z",
        "-, 0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z, -", "-, noon", "2026-01-31T00:00:00Z, 2026-01-01T00:00:00Z",
        "2024-01-01T00:00:00Z, 2026-01-01T00:00:00Z"})
    void whatIsNoTimeToReckonWithIsRefused(String from, String to) {
        var refused = assertThrows(ProblemException.class, () -> Window.parse(from, to));
        assertEquals(400, refused.problem().status());
    }

    @Test
    void theFirstAndTheLastYearAreReckonedWith() {
        assertEquals(Instant.parse("0001-01-01T00:00:00Z"), Window.parse("0001-01-01T00:00:00Z", "0001-02-01T00:00:00Z").from());
        assertEquals(Instant.parse("9999-12-31T23:59:59Z"), Window.parse(null, "9999-12-31T23:59:59Z").to());
    }
}
