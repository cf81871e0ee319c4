package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** The page of Thanos, as operations reach it: one question over both clusters. */
final class Thanos {

    private static final String PASSWORD = "monitoring.operations.password";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().sslContext(Lab.running().tls()).build();

    /** The present of what an expression says, one for each series. */
    List<JsonNode> query(String expression) throws IOException, InterruptedException {
        return ask("query", "query", expression);
    }

    /** What it said at a moment. */
    List<JsonNode> query(String expression, Instant then) throws IOException, InterruptedException {
        return ask("query", "query", expression, "time", then.toString());
    }

    /** How it went from one moment to another, in steps. */
    List<JsonNode> range(String expression, Instant from, Instant to, Duration step) throws IOException, InterruptedException {
        return ask("query_range", "query", expression, "start", from.toString(), "end", to.toString(),
                "step", step.toSeconds() + "s");
    }

    /** The same of a time until now. */
    List<JsonNode> query(String expression, Duration time, Duration step) throws IOException, InterruptedException {
        var now = Instant.now();
        return range(expression, now.minus(time), now, step);
    }

    private List<JsonNode> ask(String what, String... parameters) throws IOException, InterruptedException {
        var form = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            form.append(i == 0 ? "?" : "&").append(parameters[i]).append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        var answer = http.send(HttpRequest.newBuilder(URI.create(Lab.running().address("thanos") + "/api/v1/" + what + form))
                .timeout(PATIENCE).header("Authorization", Lab.basic("operations", Lab.running().secret(PASSWORD))).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(String.join(" ", parameters) + ": " + answer.statusCode() + " " + answer.body());
        }
        return StreamSupport.stream(new ObjectMapper().readTree(answer.body()).at("/data/result").spliterator(), false).toList();
    }

    /** The status that somebody without a password gets. */
    int strangersStatus() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(Lab.running().address("thanos") + "/api/v1/query?query=up"))
                .timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    static double value(JsonNode series) {
        return Double.parseDouble(series.at("/value/1").asText().replace("+Inf", "Infinity").replace("-Inf", "-Infinity"));
    }
}
