package io.twinharbor.accounts.events;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * Where an event is in the order of events. The moment is part of it, since a database that was set back to an earlier time
 * gives the same numbers again.
 *
 * @param from   the first transaction of those whose events became readable together
 * @param to     the first that comes after them
 * @param id     of the event
 * @param micros when its transaction began, in microseconds since 1970
 */
record Position(long from, long to, long id, long micros) {

    /** Before all events. */
    static final Position BEGINNING = new Position(0, 0, 0, 0);

    static final String FORM = "[0-9]{1,18}-[0-9]{1,18}-[0-9]{1,18}-[0-9]{1,18}";

    private static final Pattern PARTS = Pattern.compile(FORM.replace("[0-9]{1,18}", "([0-9]{1,18})"));

    /**
     * @throws ProblemException 400 if no event can have this position
     */
    static Position parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST,
                    "after must be the position of an event: take it from there as it is."));
        }
        return new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)));
    }

    @Override
    public String toString() {
        return from + "-" + to + "-" + id + "-" + micros;
    }
}
