package io.twinharbor.responder.guard;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.catalogue.Catalogue;
import io.twinharbor.responder.catalogue.Entry;
import io.twinharbor.responder.catalogue.Kind;
import io.twinharbor.responder.catalogue.Target;
import io.twinharbor.responder.guard.Decision.State;

/**
 * Whether what an alert asks for is done. In doubt it is not: a rule that cannot be looked up counts as broken.
 *
 * @param perHour how many actions there are in an hour at most, whatever they are
 */
public record Guards(Catalogue catalogue, Mode mode, int perHour, Predicate<String> reachesCluster, Question question,
        Clock clock) {

    /** Asks the metrics of both clusters. */
    public interface Question {

        /** Whether the answer has a value other than 0. */
        boolean isTrue(String query) throws IOException;
    }

    /**
     * What can be said without regard to what was done before.
     *
     * @param stopped who stopped all actions and why, if somebody did
     */
    public Decision propose(Alert alert, Optional<String> stopped) {
        String action = alert.action();
        if (action.isEmpty() || action.equals("none")) {
            return Decision.none("none", "the alert asks for nothing");
        }
        Entry entry = catalogue.actions().get(action);
        if (entry == null) {
            return new Decision(action, null, null, State.REFUSED, "the catalogue has no such action");
        }
        if (entry.kind() == Kind.GATHER_EVIDENCE) {
            return Decision.none(action, "the alert asks for evidence alone");
        }
        Decision proposed = new Decision(action, entry, null, State.REFUSED, "");
        try {
            Target target = entry.target(alert.labels());
            proposed = new Decision(action, entry, target, state(entry), "the catalogue has it for this target");
            return check(proposed, alert, stopped);
        } catch (IllegalArgumentException e) {
            return proposed.refused(e.getMessage());
        }
    }

    private State state(Entry entry) {
        return mode == Mode.DRY_RUN || entry.dryRun() ? State.DRY_RUN : State.CLAIMED;
    }

    private Decision check(Decision proposed, Alert alert, Optional<String> stopped) {
        Entry entry = proposed.entry();
        if (mode == Mode.STOPPED) {
            return proposed.refused("the setting ACTIONS stops all actions");
        }
        if (stopped.isPresent()) {
            return proposed.refused("all actions are stopped, " + stopped.get());
        }
        if (alert.isResolved()) {
            return proposed.refused("the alert has ended by itself");
        }
        if (!entry.mayTouch(proposed.target())) {
            return proposed.refused("the catalogue does not have it for this target");
        }
        if (!reachesCluster.test(proposed.target().cluster())) {
            return proposed.refused("the cluster " + proposed.target().cluster() + " is not reached from here");
        }
        for (Entry.Condition condition : entry.requires()) {
            String query = condition.query().fill(alert.labels());
            try {
                if (!question.isTrue(query)) {
                    return proposed.refused(condition.otherwise());
                }
            } catch (IOException e) {
                return proposed.refused("it is not known whether " + condition.otherwise() + ": " + e.getMessage());
            }
        }
        return proposed;
    }

    /** The same decision, unless too much was done lately. Nobody else may decide meanwhile. */
    public Decision limit(Decision proposed, Past past) throws SQLException {
        if (proposed.state() != State.CLAIMED && proposed.state() != State.DRY_RUN) {
            return proposed;
        }
        Entry entry = proposed.entry();
        Instant now = clock.instant();
        if (past.count(now.minus(Duration.ofHours(1))) >= perHour) {
            return proposed.refused("there were " + perHour
                    + " actions within an hour: something is wrong that they do not mend");
        }
        if (past.count(entry.name(), now.minus(entry.most().in())) >= entry.most().times()) {
            return proposed.refused("it was done %d times within %s".formatted(entry.most().times(), inWords(entry.most().in())));
        }
        Optional<Instant> last = past.last(proposed.target());
        if (last.isPresent() && last.get().isAfter(now.minus(entry.coolDown()))) {
            return proposed.refused("something was done with it %s ago, and it is left alone for %s".formatted(
                    inWords(Duration.between(last.get(), now)), inWords(entry.coolDown())));
        }
        return proposed;
    }

    private static String inWords(Duration time) {
        return time.toMinutes() < 2 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }
}
