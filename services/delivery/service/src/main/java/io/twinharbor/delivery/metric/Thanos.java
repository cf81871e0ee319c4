package io.twinharbor.delivery.metric;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.twinharbor.delivery.access.Trust;
import io.twinharbor.delivery.indicator.Window;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The metrics of both clusters, by the HTTP API that Thanos and Prometheus have alike. */
@Singleton
public class Thanos {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Optional<URI> address;
    private final HttpClient client;

    /**
     * One series of an answer.
     *
     * @param labels what tells it from others
     * @param points the values by time
     */
    public record Series(Map<String, String> labels, List<Point> points) {

        public double last() {
            return points.get(points.size() - 1).value();
        }
    }

    /** A value at a time. */
    public record Point(Instant at, double value) {
    }

    /**
     * @param address the setting {@code THANOS_URL}; without it there are no metrics
     */
    @Inject
    public Thanos(@ConfigProperty(name = "thanos.url") Optional<URI> address, Trust trust) {
        this.address = address;
        client = trust.httpClient();
    }

    public boolean isThere() {
        return address.isPresent();
    }

    /** As it is at a moment. */
    public List<Series> at(String query, Instant at) throws IOException {
        return ask("query?query=" + encode(query) + "&time=" + at.getEpochSecond(), "value");
    }

    /** As it goes. */
    public List<Series> during(String query, Window window, Duration step) throws IOException {
        return ask("query_range?query=" + encode(query) + "&start=" + window.from().getEpochSecond() + "&end="
                + window.to().getEpochSecond() + "&step=" + step.toSeconds(), "values");
    }

    private List<Series> ask(String question, String member) throws IOException {
        URI whole = URI.create(address.orElseThrow() + "/api/v1/" + question);
        try {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(whole).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("Thanos answered " + answer.statusCode() + ": " + answer.body());
            }
            try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
                return series(reader.readObject().getJsonObject("data").getJsonArray("result"), member);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static List<Series> series(JsonArray result, String member) {
        List<Series> all = new ArrayList<>();
        for (JsonObject one : result.getValuesAs(JsonObject.class)) {
            Map<String, String> labels = new HashMap<>();
            one.getJsonObject("metric").forEach((name, value) -> labels.put(name, ((JsonString) value).getString()));
            List<JsonArray> pairs = member.equals("value") ? List.of(one.getJsonArray(member))
                    : one.getJsonArray(member).getValuesAs(JsonArray.class);
            all.add(new Series(labels, pairs.stream()
                    .map(pair -> new Point(Instant.ofEpochMilli((long) (pair.getJsonNumber(0).doubleValue() * 1000)),
                            number(pair.getString(1))))
                    .toList()));
        }
        return all;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
