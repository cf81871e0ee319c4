package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster that is lost, without the primary of the database in it, is a few failed requests and not an outage. */
@Tag("lost-cluster")
@Tag("platform")
@Order(60)
@ExtendWith(Results.class)
class LostClusterIT {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    @Test
    void theEdgeServesOnWithTheOtherCluster(Results results) throws Exception {
        var api = Api.of("api");
        var reading = Load.of(BETWEEN, () -> api.get("/api/v1/users?limit=1").statusCode());
        var writing = Load.of(BETWEEN.multipliedBy(4),
                () -> api.post("/api/v1/users", "{\"email\": \"" + UUID.randomUUID() + "@example.org\"}").statusCode());
        try (reading; writing) {
            Thread.sleep(5_000);
            assertEquals(0, reading.failed() + writing.failed(), () -> reading.failures() + " " + writing.failures());
            Lab.command(Duration.ofSeconds(30), "kill", "west");
            Thread.sleep(30_000);
        } finally {
            results.seconds("back_seconds", () -> Lab.command(Duration.ofMinutes(20), "up"));
        }
        results.add("reads", reading.sent());
        results.add("reads_failed", reading.failed());
        results.add("reads_window_seconds", reading.window());
        results.add("writes", writing.sent());
        results.add("writes_failed", writing.failed());
        results.add("writes_window_seconds", writing.window());
        assertTrue(reading.failed() < reading.sent() / 2, () -> reading.failures().toString());
        assertEquals(200, api.get("/api/v1/users?limit=1").statusCode());
    }
}
