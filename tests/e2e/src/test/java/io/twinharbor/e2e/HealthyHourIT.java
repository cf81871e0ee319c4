package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As long as all is well nobody is woken, and nothing is done. */
@Tag("healthy-hour")
@Tag("long")
@Tag("platform")
@Order(11)
@Needs({"console", "responder"})
@ExtendWith(Results.class)
class HealthyHourIT {

    private static final Duration HOUR = Duration.ofMinutes(Long.getLong("e2e.healthy.minutes", 60));
    /** What came before may still be told of for a while. */
    private static final Duration SETTLED = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String KEYS = "/auth/realms/twinharbor/protocol/openid-connect/certs";
    private static final String FIRING = "ALERTS{alertstate=\"firing\", severity!=\"none\"}";

    private final Thanos thanos = new Thanos();
    private final HttpClient http = HttpClient.newBuilder().sslContext(Lab.running().tls()).build();

    @Test
    void nobodyIsToldAnythingAndNothingIsDone(Results results) throws Exception {
        var incidents = List.of(Incidents.of("east"), Incidents.of("west"));
        Waiting.until("at rest: " + thanos.query(FIRING), SETTLED, () -> thanos.query(FIRING).isEmpty());
        var begun = Instant.now();
        useEverything(results);
        results.add("minutes", HOUR.toMinutes());
        var during = "[" + HOUR.toSeconds() + "s]";
        results.add("nearly_told", thanos.query("group by (cluster, alertname, namespace, service) (max_over_time("
                + "ALERTS{alertstate=\"pending\", severity!=\"none\"}" + during + "))").size());
        assertEquals(List.of(), thanos.query("group by (cluster, alertname, namespace, service) (max_over_time("
                + FIRING + during + "))").stream().map(HealthyHourIT::name).toList());
        assertEquals(List.of(), Mails.ofAlertsSince(begun));
        for (Incidents one : incidents) {
            assertEquals(List.of(), one.since(begun));
        }
    }

    /** As those do who have it: people and programs at the directory, whoever signs in, operations. */
    private void useEverything(Results results) throws Exception {
        var api = Api.of("api");
        var inEast = Api.forOperations("incidents-east");
        var inWest = Api.forOperations("incidents-west");
        try (var reads = Load.of(Duration.ofMillis(200), () -> api.get("/api/v1/users?limit=20").statusCode());
                var writes = new Writes(api, Duration.ofSeconds(1));
                var exports = Load.of(Duration.ofMinutes(1), () -> api.get("/api/v1/users/export").statusCode());
                var keys = Load.of(Duration.ofSeconds(5), () -> open("id", KEYS));
                var console = Load.of(Duration.ofSeconds(5), () -> open("console", "/"));
                var operations = Load.of(Duration.ofSeconds(30), () -> Math.max(
                        inEast.get("/api/v1/incidents").statusCode(), inWest.get("/api/v1/incidents").statusCode()))) {
            Thread.sleep(HOUR.toMillis());
            var all = List.of(reads, writes.load(), exports, keys, console, operations);
            int sent = all.stream().mapToInt(Load::sent).sum();
            int failed = all.stream().mapToInt(Load::failed).sum();
            results.add("requests", sent);
            results.add("requests_failed", failed);
            assertTrue(failed * 1000 <= sent, () -> "this is no healthy load: " + all.stream().map(Load::failures).toList());
        }
    }

    private int open(String service, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(Lab.running().address(service) + path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String name(JsonNode series) {
        return series.at("/metric/alertname").asText() + " " + series.at("/metric/cluster").asText() + " "
                + series.at("/metric/namespace").asText() + series.at("/metric/service").asText();
    }
}
