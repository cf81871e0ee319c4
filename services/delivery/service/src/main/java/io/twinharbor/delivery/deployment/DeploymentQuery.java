package io.twinharbor.delivery.deployment;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.delivery.problem.Moment;
import io.twinharbor.delivery.problem.Name;

/**
 * Which deployments a client wants, and how many.
 *
 * @param service     null for all
 * @param environment null for all
 * @param status      null for all
 * @param after       null for the first page
 * @param limit       a page, 1 to {@link #LIMIT}
 */
record DeploymentQuery(String service, String environment, Status status, Cursor after, int limit) {

    /** The most that one page holds. */
    static final int LIMIT = 500;

    /** The last of the page before. */
    record Cursor(Instant requestedAt, long id) {

        /** The opaque form for a link. */
        String encode() {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString((requestedAt + " " + id).getBytes(StandardCharsets.US_ASCII));
        }

        private static Cursor decode(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", 2);
                return new Cursor(Moment.parse(parts[0]), Long.parseLong(parts[1]));
            } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
                throw new ProblemException(
                        Problem.bad("cursor is not from a link of this list: follow the next links as they are."));
            }
        }
    }

    /**
     * @throws ProblemException 400 that names the parameter which does not fit
     */
    static DeploymentQuery parse(String service, String environment, String status, String cursor, String limit) {
        return new DeploymentQuery(Name.wanted(service, "service"), Name.wanted(environment, "environment"),
                status == null ? null : status(status), cursor == null ? null : Cursor.decode(cursor), limit(limit));
    }

    private static Status status(String word) {
        return Arrays.stream(Status.values()).filter(status -> status.word().equals(word)).findFirst()
                .orElseThrow(() -> new ProblemException(Problem.bad("status must be one of "
                        + Arrays.stream(Status.values()).map(Status::word).collect(Collectors.joining(", ")) + ".")));
    }

    private static int limit(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= LIMIT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with numbers out of range.
        }
        throw new ProblemException(Problem.bad("limit must be a number from 1 to " + LIMIT + "."));
    }
}
