package io.twinharbor.accounts.directory;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * Where the next page of a list begins: after the user with this sort value and id. Rows that come or go meanwhile
 * shift nothing, as they would with offsets.
 *
 * @param order the order that the cursor belongs to
 * @param value the last row's value of what the list is sorted by
 * @param id    the last row's id, which decides between equal values
 */
record Cursor(Order order, Object value, long id) {

    private static final int LAST_YEAR = 9999;

    /** The opaque form for a link. */
    String encode() {
        String plain = order.parameter() + '\n' + id + '\n' + value;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws ProblemException 400 if the text was not made by {@link #encode()} for this order, or no user can have its value
     */
    static Cursor decode(String text, Order order) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", 3);
            if (parts.length == 3 && parts[0].equals(order.parameter())) {
                Object value = switch (order.key()) {
                    case ID -> Long.valueOf(parts[2]);
                    case EMAIL -> email(parts[2]);
                    case CHANGED_AT -> moment(parts[2]);
                };
                return new Cursor(order, value, Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Told below, with what does not fit the order.
        }
        throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST,
                "cursor is not from a link of this list with the same sort: follow the next links as they are."));
    }

    /** PostgreSQL takes no NUL, and no user's address is longer or has anything but visible ASCII. */
    private static String email(String text) {
        if (text.length() > UserDraft.EMAIL_LENGTH || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("No user has this address");
        }
        return text;
    }

    /** Java's calendar goes on where PostgreSQL's has ended. */
    private static Instant moment(String text) {
        Instant moment = Instant.parse(text);
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > LAST_YEAR) {
            throw new IllegalArgumentException("No user was changed in the year " + year);
        }
        return moment;
    }
}
