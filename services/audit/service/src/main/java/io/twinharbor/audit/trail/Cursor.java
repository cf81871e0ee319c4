package io.twinharbor.audit.trail;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * Where the next page of a list begins: after the event of this moment and number. Events that come meanwhile shift nothing.
 *
 * @param descending whether the list has the newest first
 * @param occurredAt the last event's moment
 * @param seq        its number, which decides between events of one moment
 */
record Cursor(boolean descending, Instant occurredAt, long seq) {

    /** The opaque form for a link. */
    String encode() {
        String plain = descending + "\n" + seq + "\n" + occurredAt;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws ProblemException 400 if the text was not made by {@link #encode()} for a list of this order, or no event can
     *                          have its moment
     */
    static Cursor decode(String text, boolean descending) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", 3);
            if (parts.length == 3 && parts[0].equals(Boolean.toString(descending))) {
                Instant occurredAt = Instant.parse(parts[2]);
                if (EventFilter.isStorable(occurredAt.atOffset(ZoneOffset.UTC))) {
                    return new Cursor(descending, occurredAt, Long.parseLong(parts[1]));
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Told below, with what does not fit the order.
        }
        throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST,
                "cursor is not from a link of this list with the same sort: follow the next links as they are."));
    }
}
