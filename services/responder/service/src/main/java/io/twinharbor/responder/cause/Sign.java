package io.twinharbor.responder.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What speaks for a cause, or against it.
 *
 * @param pattern found somewhere in what is known; of a series it must match its name and where it went, {@code up} or
 *                {@code down}, whole
 * @param points  how much it counts; less than 0 speaks against the cause
 * @param within  how long before it began it may have been
 * @param needed  whether it is not the cause without it
 * @param first   whether it only counts if no other series moved before
 */
public record Sign(Kind kind, Pattern pattern, int points, Duration within, boolean needed, boolean first) {

    /** What kind of thing is known. */
    public enum Kind {
        /** An alert that fires, by its name. */
        ALERT,
        /** Something was changed: a release, settings, what Git says. */
        CHANGE,
        /** An event of Kubernetes, its reason and message. */
        EVENT,
        /** How a pod, a container or a node is. */
        STATE,
        /** A series that is not what it was. */
        MOVED,
        /** A line of a log. */
        LOG;

        /** As the catalogue has it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** By that name. */
        public static Kind of(String id) {
            return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst().orElseThrow();
        }
    }

    /** Those facts that are this sign. */
    List<Fact> in(Facts facts) {
        return facts.all().stream().filter(fact -> fact.kind() == kind && isTimely(fact, facts) && says(fact, facts)).toList();
    }

    private boolean isTimely(Fact fact, Facts facts) {
        return !fact.at().isBefore(facts.began().minus(within)) && (kind != Kind.CHANGE || !fact.at().isAfter(facts.firedAt()));
    }

    private boolean says(Fact fact, Facts facts) {
        if (kind == Kind.MOVED) {
            Instant latest = facts.firstMovement().map(first -> first.plus(Movements.STEP)).orElse(Instant.MIN);
            return pattern.matcher(fact.name()).matches() && (!first || !fact.at().isAfter(latest));
        }
        return pattern.matcher(fact.name()).find();
    }
}
