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
import java.util.ArrayList;
import java.util.List;

/** The log store of one cluster, as operations reach it. */
final class Logs {

    private static final String PASSWORD = "monitoring.operations.password";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().sslContext(Lab.running().tls()).build();
    private final String address;

    private Logs(String address) {
        this.address = address;
    }

    static Logs of(String cluster) {
        return new Logs(Lab.running().address("logs-" + cluster) + "/select/logsql/query?query=");
    }

    /** What a question in LogsQL finds in the last half hour. */
    List<JsonNode> find(String question) throws IOException, InterruptedException {
        return ask("_time:30m " + question + " | limit 100");
    }

    /** How many values a field has in what it finds in so long a time, however often each comes; none while it is away. */
    int count(String field, String question, Duration lately) throws InterruptedException {
        try {
            var found = ask("_time:" + lately.toMinutes() + "m " + question + " | stats count_uniq(" + field + ") as found");
            return found.isEmpty() ? 0 : found.get(0).path("found").asInt();
        } catch (IOException away) {
            return 0;
        }
    }

    private List<JsonNode> ask(String question) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(address
                + URLEncoder.encode(question, StandardCharsets.UTF_8))).timeout(PATIENCE)
                .header("Authorization", Lab.basic("operations", Lab.running().secret(PASSWORD))).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(question + ": " + answer.statusCode() + " " + answer.body());
        }
        var found = new ArrayList<JsonNode>();
        for (String line : answer.body().lines().toList()) {
            found.add(new ObjectMapper().readTree(line));
        }
        return found;
    }

    /** Waits until it finds something. */
    List<JsonNode> await(String question, Duration patience) throws Exception {
        Waiting.until("found by " + question, patience, () -> isFound(question));
        return find(question);
    }

    /** Not by a store that is away. */
    private boolean isFound(String question) throws InterruptedException {
        try {
            return !find(question).isEmpty();
        } catch (IOException away) {
            return false;
        }
    }
}
