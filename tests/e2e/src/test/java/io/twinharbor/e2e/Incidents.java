package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the responder of a cluster was told, decided and found out. */
final class Incidents {

    private static final String ADDRESS = "/api/v1/incidents";
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Api api;
    private List<Incident> newest = List.of();
    private Instant asked = Instant.EPOCH;

    private Incidents(Api api) {
        this.api = api;
    }

    static Incidents of(String cluster) throws IOException, InterruptedException {
        return new Incidents(Api.forOperations("incidents-" + cluster));
    }

    /** Those whose alerts began to fire after a moment, the newest first, without their reports; at most some seconds old. */
    synchronized List<Incident> since(Instant moment) throws IOException, InterruptedException {
        if (asked.isBefore(Instant.now().minus(KEPT))) {
            newest = StreamSupport.stream(read("?limit=100").spliterator(), false).map(Incident::new).toList();
            asked = Instant.now();
        }
        return newest.stream().filter(incident -> incident.startsAt().isAfter(moment)).toList();
    }

    /** The same one as it is now, with its report. */
    Incident now(Incident incident) throws IOException, InterruptedException {
        return new Incident(read("/" + incident.id()));
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        var answer = api.get(ADDRESS + path);
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body());
    }
}
