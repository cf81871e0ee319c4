package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cluster with the primary is lost for good: one command lets the other go on, and what comes back copies it. */
@Tag("lost-primary")
@Tag("long")
@Tag("platform")
@Order(62)
@ExtendWith(Results.class)
class LostPrimaryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void theOtherClusterGoesOnByOneCommand(Results results) throws Exception {
        var api = Api.of("api");
        var east = Database.of("east");
        var west = Database.of("west");
        try (var writes = new Writes(api)) {
            Thread.sleep(5_000);
            int acknowledged = writes.count();
            Lab.command(Duration.ofSeconds(30), "kill", "east");
            results.seconds("lost_to_primary_seconds", () -> {
                Lab.command(Duration.ofMinutes(2), "primary", "west", "--lost", "east");
                return Waiting.until("primary in west", PATIENCE, west::isPrimary);
            });
            Waiting.until("written again", PATIENCE, () -> writes.count() > acknowledged + 20);
            writes.close();
            writes.load().report(results, "writes");
            results.add("writes_lost", writes.missingIn(west).size());
        } finally {
            results.seconds("east_back_seconds", () -> Lab.command(Duration.ofMinutes(20), "up"));
        }
        results.seconds("east_copies_seconds", () -> Waiting.until("copied to east", PATIENCE,
                () -> east.isHealthy() && east.primary().equals("west") && !east.isPrimary()));
        Lab.command(Duration.ofMinutes(2), "primary", "west");
        results.seconds("home_again_seconds", () -> {
            Lab.command(Duration.ofMinutes(2), "primary", "east");
            return Waiting.until("primary in east", PATIENCE, east::isPrimary);
        });
        var id = UUID.randomUUID().toString();
        Waiting.until("written in east", PATIENCE, () -> api.create(id + "@example.org", id) == 201);
        assertEquals("east", west.primary());
    }
}
