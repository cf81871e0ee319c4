package io.twinharbor.responder.source;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.twinharbor.responder.cause.Movements;
import io.twinharbor.responder.cause.Series;
import io.twinharbor.responder.guard.Guards;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Metrics of both clusters, by Prometheus' HTTP API. */
@Singleton
public class Thanos implements Guards.Question {

    private final Web web;
    private final URI address;

    /**
     * @param address the setting {@code THANOS_URL}
     */
    @Inject
    public Thanos(Web web, @ConfigProperty(name = "thanos.url") URI address) {
        this.web = web;
        this.address = address;
    }

    @Override
    public boolean isTrue(String query) throws IOException {
        return ask("query", Map.of("query", query)).stream()
                .map(result -> result.asJsonObject().getJsonArray("value").getString(1))
                .mapToDouble(Thanos::number).anyMatch(value -> value != 0 && !Double.isNaN(value));
    }

    /** How a query's answers went. */
    public List<Series> range(String query, Instant from, Instant to) throws IOException {
        List<Series> series = new ArrayList<>();
        for (JsonValue result : ask("query_range", Map.of("query", query, "start", from.toString(), "end", to.toString(),
                "step", Movements.STEP.toSeconds() + "s"))) {
            Map<String, String> labels = new TreeMap<>();
            JsonObject metric = result.asJsonObject().getJsonObject("metric");
            metric.keySet().forEach(label -> labels.put(label, metric.getString(label)));
            labels.remove("__name__");
            series.add(new Series(labels, result.asJsonObject().getJsonArray("values").stream().map(JsonValue::asJsonArray)
                    .map(Thanos::point).toList()));
        }
        return series;
    }

    private JsonArray ask(String what, Map<String, String> form) throws IOException {
        Map<String, String> fields = new TreeMap<>(form);
        // What one cluster alone can tell is better than nothing, and it says which cluster it is.
        fields.put("partial_response", "true");
        fields.put("dedup", "true");
        String answer = web.post(address.resolve("/api/v1/" + what), fields);
        try (JsonReader reader = Json.createReader(new StringReader(answer))) {
            JsonObject data = reader.readObject().getJsonObject("data");
            if (!data.getString("resultType").equals(what.equals("query") ? "vector" : "matrix")) {
                throw new IOException("a query must be answered by a vector: " + form.get("query"));
            }
            return data.getJsonArray("result");
        } catch (JsonException | NullPointerException | ClassCastException e) {
            throw new IOException(address + " gave an answer that is none", e);
        }
    }

    private static Series.Point point(JsonArray pair) {
        return new Series.Point(Instant.ofEpochMilli(((JsonNumber) pair.get(0)).bigDecimalValue().movePointRight(3).longValue()),
                number(pair.getString(1)));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
