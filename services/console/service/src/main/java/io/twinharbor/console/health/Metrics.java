package io.twinharbor.console.health;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Json;
import io.twinharbor.console.backend.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** What was measured, in both clusters. */
@Singleton
public class Metrics {

    private static final long MOST_MILLIS = 8_000;

    /** One series as it is now. */
    public record Sample(Map<String, String> labels, double value) {

        /** A label; empty if it has none of that name. */
        public String label(String name) {
            return labels.getOrDefault(name, "");
        }

        /** A value that is a moment. */
        public Instant moment() {
            return Instant.ofEpochMilli(Math.round(value * 1000));
        }
    }

    /** One series over a time. */
    public record Series(Map<String, String> labels, List<Point> points) {
    }

    /** What a series was at a moment. */
    public record Point(Instant at, double value) {
    }

    private final Clients clients;
    private final Optional<URI> address;

    /**
     * @param address the setting {@code THANOS_URL}
     */
    @Inject
    public Metrics(Clients clients, @ConfigProperty(name = "thanos.url") Optional<URI> address) {
        this.clients = clients;
        this.address = address;
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 20, skipOn = Refused.class)
    public List<Sample> now(String query) {
        return results(clients.of(ThanosApi.class, address).query(query)).stream()
                .map(one -> new Sample(labels(one), number(one.getJsonArray("value")))).toList();
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 20, skipOn = Refused.class)
    public List<Series> since(String query, Instant from, Instant to, Duration step) {
        return results(clients.of(ThanosApi.class, address)
                .range(query, from.getEpochSecond(), to.getEpochSecond(), step.toSeconds())).stream()
                .map(one -> new Series(labels(one), one.getJsonArray("values").getValuesAs(JsonArray.class).stream()
                        .map(point -> new Point(Instant.ofEpochSecond(((JsonNumber) point.get(0)).longValue()), number(point)))
                        .toList())).toList();
    }

    private static List<JsonObject> results(JsonObject answer) {
        return Json.objects(Json.object(answer, "data"), "result");
    }

    private static Map<String, String> labels(JsonObject result) {
        JsonObject metric = Json.object(result, "metric");
        return metric.keySet().stream().collect(Collectors.toMap(name -> name, metric::getString));
    }

    /** Prometheus sends numbers as texts, and has some that JSON has not. */
    private static double number(JsonArray point) {
        String text = point.getString(1);
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
