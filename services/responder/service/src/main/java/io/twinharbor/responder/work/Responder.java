package io.twinharbor.responder.work;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.twinharbor.responder.action.ActionFailed;
import io.twinharbor.responder.action.Actions;
import io.twinharbor.responder.action.Clusters;
import io.twinharbor.responder.action.Order;
import io.twinharbor.responder.catalogue.Entry;
import io.twinharbor.responder.guard.Decision;
import io.twinharbor.responder.guard.Decision.State;
import io.twinharbor.responder.guard.Guards;
import io.twinharbor.responder.incident.Investigator;
import io.twinharbor.responder.ledger.Decisions;
import io.twinharbor.responder.ledger.Incident;
import io.twinharbor.responder.ledger.Incidents;
import io.twinharbor.responder.ledger.Stops;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sees to incidents: decides once on each, acts, and finds out what became of actions that others began. */
@Singleton
public class Responder {

    private static final Logger LOG = Logger.getLogger(Responder.class.getName());
    private static final int AT_ONCE = 20;
    /** An action that two have not finished is left to people. */
    private static final int ATTEMPTS = 2;

    private final Incidents incidents;
    private final Decisions decisions;
    private final Stops stops;
    private final Guards guards;
    private final Actions actions;
    private final Clusters clusters;
    private final Investigator investigator;
    private final Numbers numbers;
    private final String instance;

    /**
     * @param instance the setting {@code HOSTNAME}: which of several this one is
     */
    @Inject
    public Responder(Incidents incidents, Decisions decisions, Stops stops, Guards guards, Actions actions, Clusters clusters,
            Investigator investigator, Numbers numbers, @ConfigProperty(name = "hostname") String instance) {
        this.incidents = incidents;
        this.decisions = decisions;
        this.stops = stops;
        this.guards = guards;
        this.actions = actions;
        this.clusters = clusters;
        this.investigator = investigator;
        this.numbers = numbers;
        this.instance = instance;
    }

    /** Decides on what was told since, and acts. */
    void see() throws SQLException {
        for (Incident incident : incidents.undecided(AT_ONCE)) {
            separately(incident.id(), () -> decide(incident));
        }
    }

    /** What fails with one incident does not hold up the others. */
    private void separately(UUID incident, Decisions.Work work) {
        try {
            decisions.alone(incident, work);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, incident + " is tried again", e);
        }
    }

    private void decide(Incident incident) throws SQLException {
        // What became of it meanwhile counts: somebody may have decided, or it may have ended.
        Optional<Incident> current = incidents.find(incident.id()).filter(found -> found.decision() == null);
        if (current.isEmpty()) {
            return;
        }
        Decision proposed = propose(current.get());
        Optional<Decision> ours = decisions.decide(incident.id(), instance, past -> guards.limit(proposed, past));
        if (ours.isPresent()) {
            Decision decision = ours.get();
            numbers.decided(decision, current.get());
            LOG.log(Level.INFO, "{0} ({1}): {2} of {3}: {4}, for {5}", new Object[] {incident.alert().name(), incident.id(),
                decision.action(), decision.target(), decision.state().id(), decision.reason()});
            if (decision.state() == State.CLAIMED || decision.state() == State.DRY_RUN) {
                keepTraces(incident);
                perform(incident.id(), 1, decision);
            }
        }
    }

    private Decision propose(Incident incident) throws SQLException {
        Optional<String> stopped = stopped();
        try {
            return guards.propose(incident.alert(), stopped);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, incident.id() + " could not be judged", e);
            return new Decision(incident.alert().action(), null, null, State.REFUSED,
                    "it could not be judged; the log of " + instance + " says why");
        }
    }

    private void keepTraces(Incident incident) {
        try {
            investigator.keepTraces(incident);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "Traces of " + incident.id() + " are not kept", e);
        }
    }

    private void perform(UUID incident, int attempt, Decision decision) throws SQLException {
        boolean dryRun = decision.state() == State.DRY_RUN;
        State state = dryRun ? State.DRY_RUN : State.DONE;
        String result;
        try {
            result = (dryRun ? "would be: " : "") + actions.perform(new Order(clusters.client(decision.target().cluster()),
                    decision.entry(), decision.target(), incident, dryRun));
        } catch (ActionFailed | KubernetesClientException e) {
            result = e.getMessage();
            state = dryRun ? State.DRY_RUN : State.FAILED;
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "An action broke off", e);
            result = "it broke off; the log of " + instance + " says why";
            state = dryRun ? State.DRY_RUN : State.FAILED;
        }
        decisions.finish(incident, attempt, state, result);
        numbers.finished(decision, state);
        LOG.log(Level.INFO, "{0}: {1}: {2}", new Object[] {incident, state.id(), result});
    }

    /** Reports what was begun by somebody who is gone, and repeats it where that makes no difference. */
    void recover() throws SQLException {
        for (UUID incident : decisions.unfinished()) {
            separately(incident, () -> recover(incident));
        }
    }

    private void recover(UUID id) throws SQLException {
        Incident incident = incidents.find(id).orElseThrow();
        Optional<Integer> attempt = decisions.takeOver(id, instance);
        if (attempt.isEmpty()) {
            return;
        }
        Entry entry = guards.catalogue().actions().get(incident.decision().action());
        // Whoever only asked did nothing.
        boolean repeats = entry != null
                && (entry.kind().isIdempotent() || incident.decision().state().equals(State.DRY_RUN.id()));
        String begun = "begun by " + incident.decision().instance() + ", which did not finish it";
        if (!repeats || attempt.get() > ATTEMPTS || stopped().isPresent()) {
            decisions.finish(id, attempt.get(), State.INTERRUPTED, begun + ": it may have been done, and is not repeated");
            numbers.interrupted(incident.decision().action());
            LOG.log(Level.WARNING, "{0}: {1}", new Object[] {id, begun});
            return;
        }
        Decision again = guards.propose(incident.alert(), Optional.empty());
        if (!again.state().id().equals(incident.decision().state())
                || !again.target().toString().equals(incident.decision().target())) {
            decisions.finish(id, attempt.get(), State.INTERRUPTED, begun + ", and not repeated: " + again.reason());
            numbers.interrupted(incident.decision().action());
            return;
        }
        perform(id, attempt.get(), again);
    }

    private Optional<String> stopped() throws SQLException {
        return stops.newest().filter(Stops.Stop::stopped).map(Stops.Stop::inWords);
    }

    /** Looks into the next incident; false if there is none. */
    boolean investigate() throws SQLException {
        Optional<Incident> next = incidents.nextToInvestigate();
        if (next.isPresent()) {
            investigator.investigate(next.get());
        }
        return next.isPresent();
    }
}
