package io.twinharbor.responder.cause;

import java.time.Instant;

/**
 * Something that is known of an incident.
 *
 * @param name what signs look at
 * @param text the same for people
 */
public record Fact(Sign.Kind kind, String name, Instant at, String text) {

    /** One whose name says all. */
    public Fact(Sign.Kind kind, String name, Instant at) {
        this(kind, name, at, name);
    }
}
