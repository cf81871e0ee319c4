package io.twinharbor.responder.incident;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.catalogue.Catalogue;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Movement;
import io.twinharbor.responder.cause.Movements;
import io.twinharbor.responder.cause.Series;
import io.twinharbor.responder.cause.Sign;

/**
 * Finds out what is known of an alert. Whoever does not answer is named, and the others are heard.
 *
 * @param unseen whom nothing was learnt from, and why
 */
public record Investigation(List<Fact> facts, List<Movement> movements, List<String> unseen) {

    /** Alerts fire minutes after what they are about: so long before is looked at, the first third of it for what is usual. */
    static final Duration BEFORE = Duration.ofHours(1);
    static final Duration USUAL = Duration.ofMinutes(20);

    private static final Logger LOG = Logger.getLogger(Investigation.class.getName());
    private static final int MOST_OF_A_SERIES = 5;

    /** Somebody who knows something. */
    interface Source {

        List<Fact> ask() throws IOException;
    }

    /** What Thanos says. */
    interface Metrics {

        List<Series> range(String query, Instant from, Instant to) throws IOException;
    }

    /** Asks each of these, by name. */
    static Investigation ask(Map<String, Source> sources) {
        List<Fact> facts = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        sources.forEach((name, source) -> {
            try {
                facts.addAll(source.ask());
            } catch (IOException | KubernetesClientException | IllegalArgumentException e) {
                unseen.add(name + ": " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "An answer was not understood", e);
                unseen.add(name + ": the answer was not understood");
            }
        });
        return new Investigation(facts, List.of(), unseen);
    }

    /** This one, and which of the catalogue's series moved. */
    Investigation with(Catalogue catalogue, Alert alert, Metrics metrics, Clock clock) {
        List<Movement> moved = new ArrayList<>();
        List<String> silent = new ArrayList<>(unseen);
        Instant from = alert.startsAt().minus(BEFORE);
        Instant end = clock.instant();
        catalogue.series().forEach((name, watched) -> query(watched, alert).ifPresent(query -> {
            try {
                metrics.range(query, from, end).stream()
                        .map(series -> Movements.find(name, series, from.plus(USUAL), end, watched.least()))
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparing(Movement::at)).limit(MOST_OF_A_SERIES).forEach(moved::add);
            } catch (IOException e) {
                silent.add("series " + name + ": " + e.getMessage());
            }
        }));
        moved.sort(Comparator.comparing(Movement::at));
        List<Fact> all = new ArrayList<>(facts);
        moved.forEach(movement -> all.add(movement.fact()));
        return new Investigation(all, moved, silent);
    }

    /** What Thanos is asked for this alert; nothing if it lacks a label that the question needs. */
    static Optional<String> query(Catalogue.Watched watched, Alert alert) {
        Map<String, String> labels = new TreeMap<>(alert.labels());
        if (!alert.scope().isEmpty()) {
            labels.put("namespace", alert.scope());
        }
        try {
            return Optional.of(watched.query().fill(labels));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Only the facts of some kind. */
    List<Fact> facts(Sign.Kind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind).sorted(Comparator.comparing(Fact::at)).toList();
    }
}
