package io.twinharbor.responder.work;

import java.time.Duration;
import java.time.Instant;

import io.twinharbor.responder.guard.Decision;
import io.twinharbor.responder.guard.Decision.State;
import io.twinharbor.responder.ledger.Incident;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What of it is counted and timed. */
@Singleton
public class Numbers {

    private final MetricRegistry registry;

    @Inject
    public Numbers(MetricRegistry registry) {
        this.registry = registry;
    }

    void decided(Decision decision, Incident incident) {
        registry.timer(named("responder_alert_to_decision", "From the beginning of an alert to the decision"))
                .update(Duration.between(incident.alert().startsAt(), Instant.now()));
        if (decision.state() != State.CLAIMED && decision.state() != State.DRY_RUN) {
            count(decision.action(), decision.state());
        }
    }

    void finished(Decision decision, State state) {
        count(decision.action(), state);
    }

    void interrupted(String action) {
        count(action, State.INTERRUPTED);
    }

    /** Names that no catalogue has come from whoever writes alerts, of whom there are few. */
    private void count(String action, State state) {
        registry.counter(named("responder_decisions", "Decisions about alerts, by the action and what became of it"),
                new Tag("action", action), new Tag("state", state.id())).inc();
    }

    private static Metadata named(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
