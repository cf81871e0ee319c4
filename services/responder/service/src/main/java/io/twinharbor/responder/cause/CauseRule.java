package io.twinharbor.responder.cause;

import java.util.List;

/**
 * A cause that an incident may have.
 *
 * @param name in one word
 * @param says in a sentence
 */
public record CauseRule(String name, String says, List<Sign> signs) {
}
