package io.twinharbor.console.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TimesTest {

    private final Times times = new Times(new Say() {
        @Override
        public Locale locale() {
            return Locale.ENGLISH;
        }
    });

    @Test
    void lengthsHaveTheTwoLargestUnits() {
        assertEquals("45 s", times.length(Duration.ofSeconds(45)));
        assertEquals("12 min", times.length(Duration.ofMinutes(12)));
        assertEquals("3 h 20 min", times.length(Duration.ofMinutes(200)));
        assertEquals("4 d 6 h", times.length(Duration.ofHours(102)));
    }

    @Test
    void whatIsNotLongAgoIsSaidByHowLong() {
        assertEquals("just now", times.ago(Instant.now()));
        assertEquals("12 min ago", times.ago(Instant.now().minusSeconds(725)));
        assertEquals("in 2 h", times.ago(Instant.now().plusSeconds(7210)));
    }

    @Test
    void whatIsLongAgoHasItsDay() {
        assertEquals("2 Jan 2020", times.ago(Instant.parse("2020-01-02T03:04:05Z")));
        assertEquals("–", times.ago(null));
    }
}
