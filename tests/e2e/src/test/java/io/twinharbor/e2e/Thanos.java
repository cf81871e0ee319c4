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
        return ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8), expression);
    }

    /** What it said in a time until now, one for each series. */
    List<JsonNode> query(String expression, Duration time, Duration step) throws IOException, InterruptedException {
        long now = Instant.now().getEpochSecond();
        return ask("query_range?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&start="
                + (now - time.toSeconds()) + "&end=" + now + "&step=" + step.toSeconds(), expression);
    }

    private List<JsonNode> ask(String question, String expression) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(Lab.running().address("thanos") + "/api/v1/" + question))
                .timeout(PATIENCE).header("Authorization", Lab.basic("operations", Lab.running().secret(PASSWORD))).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(expression + ": " + answer.statusCode() + " " + answer.body());
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
