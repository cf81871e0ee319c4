package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster's Prometheus is lost, but not its volume: the other cluster tells of it, and what was known stays known. */
@Tag("prometheus-lost")
@Tag("long")
@Tag("platform")
@Order(65)
@ExtendWith(Results.class)
class PrometheusLostIT {

    private static final Duration AWAY = Duration.ofMinutes(Long.getLong("e2e.prometheus-away.minutes", 8));
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration BEFORE = Duration.ofMinutes(5);
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String POD = "prometheus-platform-0";
    private static final String MONITORING = "monitoring";
    /** Measured there alone, by what stays when Prometheus goes. */
    private static final String OF_WEST = "max(kube_node_info{cluster=\"west\"})";
    private static final String SILENT = "ALERTS{alertname=\"ClusterSilent\", alertstate=\"firing\", cluster=\"west\"}";

    private final Thanos thanos = new Thanos();
    private final Cluster west = Lab.running().cluster("west");

    /** A query bridges five minutes; a pod that is made anew reads what it had and goes on. */
    @Test
    void onePodThatIsKilledLeavesNoGap(Results results) throws Exception {
        var begun = Instant.now();
        west.client().pods().inNamespace(MONITORING).withName(POD).withGracePeriod(0).delete();
        try {
            results.seconds("killed_back_seconds", () -> awaitMeasured(begun));
        } finally {
            PlatformFaults.returnToEdge(west);
        }
        Thread.sleep(SETTLED.toMillis());
        results.add("killed_without_samples_seconds", longestPause(begun));
        assertNoGap(OF_WEST, begun);
    }

    @Test
    void whileItIsAwayTheOtherClusterTellsAndGoesOn(Results results) throws Exception {
        var begun = Instant.now();
        var earlier = begun.minusSeconds(60);
        var known = targets(earlier);
        try (var none = new NoPods(west, MONITORING).without(POD)) {
            results.seconds("told_seconds", () -> Waiting.until("told", PATIENCE, () -> !thanos.query(SILENT).isEmpty()));
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), begun.plus(AWAY)).toMillis()));
        } finally {
            PlatformFaults.returnToEdge(west);
        }
        results.seconds("away_back_seconds", () -> awaitMeasured(Instant.now()));
        results.seconds("over_seconds", () -> Waiting.until("over", PATIENCE, () -> thanos.query(SILENT).isEmpty()));
        Thread.sleep(SETTLED.toMillis());
        // Rules of both kinds where it was not lost, and what both clusters measure, each by itself.
        assertNoGap("max(count_over_time(slo:objective:ratio{cluster=\"east\"}[2m]))", begun);
        assertNoGap("max(count_over_time(cluster:is_seen{cluster=\"east\"}[2m]))", begun);
        assertNoGap("max(count_over_time(up{job=\"object-store\"}[2m]))", begun);
        assertEquals(known, targets(earlier), "what was known before");
        results.add("away_minutes", AWAY.toMinutes());
        results.add("away_without_samples_seconds", longestPause(begun));
        assertCountersWentOn(begun, results);
    }

    /** What counts goes on counting while nobody looks: nothing of it is lost but when exactly. */
    private void assertCountersWentOn(Instant begun, Results results) throws Exception {
        var now = Instant.now();
        var processors = "sum(rate(node_cpu_seconds_total{cluster=\"west\"}[%s]))";
        double before = Thanos.value(thanos.query(processors.formatted("5m"), begun).get(0));
        long over = Duration.between(begun.minus(BEFORE), now).toSeconds();
        double across = Thanos.value(thanos.query(processors.formatted(over + "s"), now).get(0));
        results.add("counted_share", across / before);
        assertEquals(1, across / before, 0.05, "counted over the hole, as a share of before");
    }

    private Void awaitMeasured(Instant since) throws Exception {
        return Waiting.until("measured again", PATIENCE, () -> thanos.query("timestamp(kube_node_info{cluster=\"west\"})")
                .stream().anyMatch(series -> Thanos.value(series) > since.getEpochSecond()));
    }

    private void assertNoGap(String expression, Instant begun) throws Exception {
        var from = begun.minus(BEFORE);
        var to = Instant.now();
        var found = thanos.range(expression, from, to, STEP);
        assertEquals(1, found.size(), expression);
        assertEquals(Duration.between(from, to).dividedBy(STEP) + 1, found.get(0).path("values").size(), expression);
    }

    /** The longest time between two samples of one series since shortly before. */
    private double longestPause(Instant begun) throws Exception {
        var seconds = Duration.between(begun.minus(BEFORE), Instant.now()).toSeconds();
        var samples = moments(thanos.query("kube_node_info{cluster=\"west\"}[" + seconds + "s]").get(0));
        double longest = 0;
        for (int i = 1; i < samples.size(); i++) {
            longest = Math.max(longest, samples.get(i) - samples.get(i - 1));
        }
        return longest;
    }

    private static List<Double> moments(JsonNode series) {
        return StreamSupport.stream(series.path("values").spliterator(), false).map(pair -> pair.get(0).asDouble()).toList();
    }

    /** How many there were of each kind, at a moment. */
    private Map<String, Double> targets(Instant then) throws Exception {
        return thanos.query("count by (job) (up{cluster=\"west\"})", then).stream()
                .collect(Collectors.toMap(series -> series.at("/metric/job").asText(), Thanos::value));
    }
}
