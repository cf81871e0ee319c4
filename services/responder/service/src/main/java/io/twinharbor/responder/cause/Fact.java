package io.twinharbor.responder.cause;

import java.time.Instant;

import io.twinharbor.responder.text.Legible;

/**
 * Something that is known of an incident. Its words are others', so they are kept {@link Legible}.
 *
 * @param name what signs look at
 * @param text the same for people
 */
public record Fact(Sign.Kind kind, String name, Instant at, String text) {

    public Fact {
        name = Legible.of(name);
        text = Legible.of(text);
    }

    /** One whose name says all. */
    public Fact(Sign.Kind kind, String name, Instant at) {
        this(kind, name, at, name);
    }
}
