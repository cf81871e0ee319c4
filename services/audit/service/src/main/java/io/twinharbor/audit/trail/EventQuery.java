package io.twinharbor.audit.trail;

import java.sql.SQLException;
import java.time.Instant;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * Which events a client wants, in which order and how many.
 *
 * @param filter     which
 * @param descending the newest first
 * @param after      null for the first page
 * @param limit      events a page, 1 to {@link #LIMIT}
 */
record EventQuery(EventFilter filter, boolean descending, Cursor after, int limit) {

    /** The most events that one page holds. */
    static final int LIMIT = 500;
    static final String OLDEST_FIRST = "occurredAt";
    static final String NEWEST_FIRST = "-occurredAt";

    /**
     * @throws ProblemException 400 that names the parameter which does not fit
     */
    static EventQuery parse(EventFilter filter, String sort, String cursor, String limit) {
        if (!sort.equals(OLDEST_FIRST) && !sort.equals(NEWEST_FIRST)) {
            throw bad("sort must be " + OLDEST_FIRST + " or " + NEWEST_FIRST + ".");
        }
        boolean descending = sort.equals(NEWEST_FIRST);
        return new EventQuery(filter, descending, cursor == null ? null : Cursor.decode(cursor, descending), parseLimit(limit));
    }

    String conditions(EventFilter.Quoting quoting) throws SQLException {
        String conditions = filter.conditions(quoting);
        return after == null ? conditions : conditions + " AND (occurred_at, seq) " + (descending ? "<" : ">") + " ("
                + quoting.quote(after.occurredAt().toString()) + ", " + quoting.quote(Long.toString(after.seq())) + ")";
    }

    String order() {
        return " ORDER BY occurred_at %1$s, seq %1$s".formatted(descending ? "DESC" : "ASC");
    }

    Cursor after(Found last) {
        return new Cursor(descending, Instant.parse(last.occurredAt()), last.seq());
    }

    private static int parseLimit(String limit) {
        if (limit.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= LIMIT) {
                return number;
            }
        }
        throw bad("limit must be a number from 1 to " + LIMIT + ".");
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.of(Response.Status.BAD_REQUEST, detail));
    }
}
