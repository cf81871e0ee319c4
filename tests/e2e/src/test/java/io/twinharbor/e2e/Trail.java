package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The audit trail of an environment, as an auditor reads it. */
final class Trail {

    private static final String AUDITOR = "auditor";
    private static final String EVENTS = "/api/v1/audit/events";

    private final Inner audit;

    Trail(Cluster cluster, String namespace) {
        audit = new Inner(cluster, namespace, "audit");
    }

    /** The newest first; a question is what follows the address, without a question mark. */
    List<JsonNode> search(String question) throws IOException, InterruptedException {
        return StreamSupport.stream(audit.ask(EVENTS + "?" + question, Tokens.ofUser(AUDITOR)).spliterator(), false).toList();
    }

    /** The number of its last row. */
    long length() throws IOException, InterruptedException {
        return audit.ask("/api/v1/audit/head", Tokens.ofUser(AUDITOR)).get("seq").asLong();
    }

    /** All users that were added since then, by their address, in the order of the chain; one that is there twice comes twice. */
    List<JsonNode> addedSince(Instant moment) throws IOException, InterruptedException {
        var answer = audit.get(EVENTS + "/export?type=user.created&from=" + moment, "Accept", "application/x-ndjson",
                "Authorization", "Bearer " + Tokens.ofUser(AUDITOR));
        if (answer.statusCode() != 200) {
            throw new IOException("the export is answered with " + answer.statusCode());
        }
        var events = new ArrayList<JsonNode>();
        for (String line : new String(answer.body(), StandardCharsets.UTF_8).lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    /** One of the service's own measurements, of the pod that answers. */
    double metric(String name) throws IOException, InterruptedException {
        return new String(audit.get("/metrics").body(), StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    static String email(JsonNode event) {
        return event.at("/after/email").asText();
    }

    /** From the change to its row. */
    static Duration delay(JsonNode event) {
        return Duration.between(Instant.parse(event.get("occurredAt").asText()), Instant.parse(event.get("recordedAt").asText()));
    }
}
