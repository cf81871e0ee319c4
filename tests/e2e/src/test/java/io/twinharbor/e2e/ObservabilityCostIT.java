package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What it takes to see it all: how long a week takes to be shown, what each service's series take of memory and the store. */
@Tag("observability-cost")
@Tag("platform")
@Order(49)
@ExtendWith(Results.class)
class ObservabilityCostIT {

    private static final Duration WEEK = Duration.ofDays(7);
    /** A curve as wide as a screen has a point for each. */
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final String BUCKET = "thanos";
    private static final String ABOUT = "/meta.json";
    private static final double MEBIBYTE = 1024 * 1024;
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private final Thanos thanos = new Thanos();

    @Test
    void aWeekIsShown(Results results) throws Exception {
        var to = Instant.now();
        var from = to.minus(WEEK);
        results.add("history_days", Duration.between(first(), to).toSeconds() / SECONDS_A_DAY);
        // Once as for the first who asks, and once more.
        for (var when : List.of("first", "again")) {
            double all = 0;
            double slowest = 0;
            for (var query : DashboardsIT.queries("overview.json")) {
                long begun = System.nanoTime();
                if (query.type().equals("timeseries")) {
                    thanos.range(query.expression(), from, to, STEP);
                } else {
                    thanos.query(query.expression());
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                all += seconds;
                slowest = Math.max(slowest, seconds);
            }
            results.add("overview_" + when + "_seconds", all);
            results.add("overview_" + when + "_slowest_seconds", slowest);
        }
    }

    @Test
    void everyServicesMeasurementsTakeSeriesAndMemory(Results results) throws Exception {
        var series = byNamespace("sum by (namespace) (scrape_samples_post_metric_relabeling)");
        double memory = Thanos.value(thanos.query("sum(container_memory_working_set_bytes{namespace=\"monitoring\","
                + "container=\"prometheus\"})").get(0));
        double each = memory / Thanos.value(thanos.query("sum(prometheus_tsdb_head_series)").get(0));
        results.add("memory_a_series_bytes", each);
        report(results, "series_", "", series, 1);
        report(results, "memory_", "_mib", series, each / MEBIBYTE);
    }

    /** By what the newest blocks take, which say themselves how many samples they have. */
    @Test
    void everyServicesMeasurementsTakeOfTheStore(Results results) throws Exception {
        double bytes = 0;
        double samples = 0;
        try (var store = Buckets.asAdministrator()) {
            var blocks = blocks(store);
            for (var block : blocks.entrySet()) {
                var about = about(store, block.getKey());
                // Not what others made of them, nor what was made up for benchmarks.
                if (about.at("/thanos/source").asText().equals("sidecar")) {
                    bytes += block.getValue();
                    samples += about.at("/stats/numSamples").asDouble();
                }
            }
        }
        assumeFalse(samples == 0, "no block has been uploaded yet, which happens every two hours");
        results.add("s3_a_sample_bytes", bytes / samples);
        report(results, "s3_", "_mib_a_day", byNamespace("sum by (namespace) (sum_over_time("
                + "scrape_samples_post_metric_relabeling[10m]))"), SECONDS_A_DAY / 600 * bytes / samples / MEBIBYTE);
    }

    /** The oldest that is known of the week, to the hour. */
    private Instant first() throws Exception {
        var found = thanos.query("min(min_over_time(timestamp(up{job=\"monitoring/prometheus\"})[7d:1h]))");
        return Instant.ofEpochSecond((long) Thanos.value(found.get(0)));
    }

    private Map<String, Double> byNamespace(String expression) throws Exception {
        return thanos.query(expression).stream().collect(Collectors.toMap(
                series -> series.at("/metric/namespace").asText(), Thanos::value));
    }

    /** Of each service, and of everything together. */
    private static void report(Results results, String before, String after, Map<String, Double> found, double times)
            throws IOException {
        try (var services = Files.list(Path.of("kustomize/services"))) {
            for (var service : services.map(folder -> folder.getFileName().toString()).toList()) {
                assertTrue(found.containsKey(service), () -> service + " is not measured: " + found);
                results.add(before + service + after, found.get(service) * times);
            }
        }
        results.add(before + "all" + after, found.values().stream().mapToDouble(Double::doubleValue).sum() * times);
    }

    /** By their ids: what each takes. */
    private static Map<String, Long> blocks(S3Client store) {
        var objects = store.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream().toList();
        // Without it one is not whole, or is being deleted.
        var whole = objects.stream().map(S3Object::key).filter(key -> key.matches("[0-9A-Z]{26}" + ABOUT))
                .map(key -> key.substring(0, 26)).collect(Collectors.toSet());
        return objects.stream().filter(object -> object.key().length() > 26 && whole.contains(object.key().substring(0, 26)))
                .collect(Collectors.groupingBy(object -> object.key().substring(0, 26),
                        Collectors.summingLong(S3Object::size)));
    }

    private static JsonNode about(S3Client store, String block) throws IOException {
        return new ObjectMapper().readTree(store.getObjectAsBytes(get -> get.bucket(BUCKET).key(block + ABOUT))
                .asByteArray());
    }
}
