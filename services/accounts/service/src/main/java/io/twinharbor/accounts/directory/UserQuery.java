package io.twinharbor.accounts.directory;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * Which users a client wants, and how many.
 *
 * @param filter which
 * @param order  the sorting
 * @param after  null for the first page
 * @param limit  users a page, 1 to {@link #LIMIT}
 */
record UserQuery(UserFilter filter, Order order, Cursor after, int limit) {

    /** The most users that one page holds. */
    static final int LIMIT = 500;

    /**
     * @throws ProblemException 400 that names the parameter which does not fit
     */
    static UserQuery parse(String active, String emailPrefix, String sort, String cursor, String limit) {
        Order order = Order.parse(sort);
        return new UserQuery(UserFilter.parse(active, emailPrefix), order,
                cursor == null ? null : Cursor.decode(cursor, order), parseLimit(limit));
    }

    private static int parseLimit(String limit) {
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= LIMIT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with numbers out of range.
        }
        throw new ProblemException(
                Problem.of(Response.Status.BAD_REQUEST, "limit must be a number from 1 to " + LIMIT + "."));
    }
}
