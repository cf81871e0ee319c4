package io.twinharbor.delivery.indicator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.delivery.problem.Moment;

/**
 * A time that indicators are of.
 *
 * @param from its first moment
 * @param to   the first after it
 */
public record Window(Instant from, Instant to) {

    /** As long as users' promises count. */
    public static final Duration USUAL = Duration.ofDays(30);

    private static final Duration LONGEST = Duration.ofDays(400);

    /** The usual one, that ends now. */
    public static Window usual(Instant now) {
        return new Window(now.minus(USUAL), now);
    }

    /**
     * @param from null for the usual time before its end
     * @param to   null for now
     * @throws ProblemException 400 that names the parameter which does not fit
     */
    public static Window parse(String from, String to) {
        Instant end = to == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : moment(to, "to");
        Instant begin = from == null ? end.minus(USUAL) : moment(from, "from");
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw new ProblemException(Problem.bad("from must be before to, by " + LONGEST.toDays() + " days at most."));
        }
        return new Window(begin, end);
    }

    private static Instant moment(String text, String name) {
        try {
            return Moment.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(
                    Problem.bad(name + " must be a time such as 2026-01-02T03:04:05Z, of the years 1 to 9999."));
        }
    }

    /** As long, just before. */
    public Window before() {
        return new Window(from.minus(Duration.between(from, to)), from);
    }

    /** Its parts, the last of which may be shorter. */
    public List<Window> parts(Duration length) {
        List<Window> parts = new ArrayList<>();
        for (Instant begin = from; begin.isBefore(to); begin = begin.plus(length)) {
            Instant end = begin.plus(length);
            parts.add(new Window(begin, end.isBefore(to) ? end : to));
        }
        return parts;
    }

    boolean has(Instant time) {
        return time != null && !time.isBefore(from) && time.isBefore(to);
    }

    double days() {
        return Duration.between(from, to).toMillis() / (double) Duration.ofDays(1).toMillis();
    }
}
