package io.twinharbor.delivery.problem;

import java.time.DateTimeException;
import java.time.Instant;

/** A time as clients write it. What is reckoned from those of the years 1 to 9999 is in all that databases can keep, too. */
public final class Moment {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Moment() {
    }

    /**
     * @param text such as {@code 2026-01-02T03:04:05Z}
     * @throws DateTimeException if it is no time, or in none of these years
     */
    public static Instant parse(String text) {
        Instant moment = Instant.parse(text);
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw new DateTimeException("It is not in the years 1 to 9999");
        }
        return moment;
    }
}
