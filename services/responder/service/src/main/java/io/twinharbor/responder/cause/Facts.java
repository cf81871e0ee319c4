package io.twinharbor.responder.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an incident.
 *
 * @param firedAt when its alert began to fire, which is some time after something went wrong
 */
public record Facts(Instant firedAt, List<Fact> all) {

    /** What moved longer ago is another story. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** When the first series moved that belongs to it. */
    public Optional<Instant> firstMovement() {
        return all.stream().filter(fact -> fact.kind() == Sign.Kind.MOVED).map(Fact::at)
                .filter(at -> at.isAfter(firedAt.minus(LONGEST)) && !at.isAfter(firedAt)).min(Instant::compareTo);
    }

    /** When it began: with the first series that moved, else with the alert. */
    public Instant began() {
        return firstMovement().orElse(firedAt);
    }
}
