package io.twinharbor.responder.cause;

import java.util.List;

/**
 * What the cause may be.
 *
 * @param score    the sum of its signs' points, 100 at most
 * @param evidence what speaks for it and against it
 */
public record Guess(String cause, String says, int score, List<Evidence> evidence) {

    /**
     * One sign that was found.
     *
     * @param text the facts that it was found in, the first of them
     */
    public record Evidence(int points, String text) {
    }
}
