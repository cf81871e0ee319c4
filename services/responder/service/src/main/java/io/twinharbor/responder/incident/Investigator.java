package io.twinharbor.responder.incident;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.twinharbor.responder.action.Clusters;
import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.catalogue.Catalogue;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Facts;
import io.twinharbor.responder.cause.Ranking;
import io.twinharbor.responder.cause.Sign;
import io.twinharbor.responder.ledger.Incident;
import io.twinharbor.responder.ledger.Incidents;
import io.twinharbor.responder.source.LogLines;
import io.twinharbor.responder.source.Sources;
import io.twinharbor.responder.source.Thanos;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;

/** Writes what is known of an incident into its report. */
@Singleton
public class Investigator {

    /** Alerts that fire so soon before or after belong together. */
    private static final Duration TOGETHER = Duration.ofMinutes(15);
    /** After which an action shows in what is measured. */
    private static final Duration EFFECT = Duration.ofMinutes(5);

    private final Incidents incidents;
    private final Catalogue catalogue;
    private final Clusters clusters;
    private final Sources sources;
    private final LogLines logs;
    private final Thanos thanos;
    private final Clock clock = Clock.systemUTC();

    @Inject
    public Investigator(Incidents incidents, Catalogue catalogue, Clusters clusters, Sources sources, LogLines logs,
            Thanos thanos) {
        this.incidents = incidents;
        this.catalogue = catalogue;
        this.clusters = clusters;
        this.sources = sources;
        this.logs = logs;
        this.thanos = thanos;
    }

    /** Keeps what an action may take away: how its target is, and what its logs say. */
    public void keepTraces(Incident incident) throws SQLException {
        incidents.report(incident.id(), Report.of(clock.instant(), ask(incident.alert())), Duration.ZERO);
    }

    /** Writes the report, or after an action what has come of it. */
    public void investigate(Incident incident) throws SQLException {
        JsonObject report = incident.report();
        if (report != null && report.containsKey("causes")) {
            incidents.report(incident.id(), Report.withEffect(report, clock.instant(),
                    new Effect(catalogue, incident.alert(), thanos::range, clock).now(Report.movements(report))), null);
            return;
        }
        Alert alert = incident.alert();
        Investigation found = ask(alert);
        if (report != null) {
            Set<Fact> all = new LinkedHashSet<>(Report.facts(report));
            all.addAll(found.facts());
            found = new Investigation(List.copyOf(all), List.of(), found.unseen());
        }
        found = found.with(catalogue, alert, thanos::range, clock);
        List<Fact> facts = new ArrayList<>(found.facts());
        incidents.around(alert.startsAt(), TOGETHER).stream().filter(other -> belongsTo(alert, other))
                .forEach(other -> facts.add(new Fact(Sign.Kind.ALERT, other.name(), other.startsAt())));
        Facts known = new Facts(alert.startsAt(), facts);
        incidents.report(incident.id(),
                Report.of(clock.instant(), found, known, Ranking.rank(catalogue.causes(), known)), EFFECT);
    }

    private static boolean belongsTo(Alert alert, Alert other) {
        return alert.label("cluster").equals(other.label("cluster"))
                && (other.scope().isEmpty() || alert.scope().isEmpty() || other.scope().equals(alert.scope()));
    }

    private Investigation ask(Alert alert) {
        Instant from = alert.startsAt().minus(Investigation.BEFORE);
        Map<String, Investigation.Source> asked = new LinkedHashMap<>();
        String cluster = alert.label("cluster").isEmpty() ? clusters.own() : alert.label("cluster");
        if (clusters.reaches(cluster)) {
            KubernetesClient client = clusters.client(cluster);
            sources.of(client, clusters.client(clusters.own()), cluster, alert.scope())
                    .forEach((name, source) -> asked.put(name, () -> source.ask().stream()
                            .filter(fact -> !fact.at().isBefore(from)).toList()));
        }
        asked.put("logs", () -> logs.of(alert, from, clock.instant()));
        Investigation found = Investigation.ask(asked);
        if (!clusters.reaches(cluster)) {
            found.unseen().add("the cluster " + cluster + ": it is not reached from here");
        }
        return found;
    }
}
