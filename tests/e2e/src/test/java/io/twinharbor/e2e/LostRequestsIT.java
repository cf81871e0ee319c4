package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twenty switches from one version to the other under load, ten in each cluster: nobody notices, and no write is lost. */
@Tag("lost-requests")
@Tag("long")
@Tag("platform")
@Order(36)
@ExtendWith(Results.class)
class LostRequestsIT {

    private static final int SWITCHES = 20;
    private static final int REQUESTS = 50_000;
    private static final Duration READS = Duration.ofMillis(15);
    private static final Duration WRITES = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String USERS = "/api/v1/users";

    @TempDir
    Path folder;

    @Test
    void noRequestIsLost(Results results) throws Exception {
        var api = Api.of("api");
        var change = new Change(folder);
        int switched = 0;
        var reading = Load.of(READS, () -> api.get(USERS + "?limit=1").statusCode());
        var writes = new Writes(api, WRITES);
        var writing = writes.load();
        try (reading; writes) {
            while (switched < SWITCHES) {
                // What was tried a moment ago would come back without being tried again.
                switchTo(change, UUID.randomUUID().toString());
                switched += Lab.running().clusters().size();
            }
            Waiting.until("enough requests", PATIENCE, () -> reading.sent() + writing.sent() >= REQUESTS);
        } finally {
            switchBack(change);
        }
        var missing = writes.missingIn(Database.of("east"));
        results.add("switches", switched);
        results.add("requests", reading.sent() + writing.sent());
        results.add("writes", writing.sent());
        results.add("requests_failed", reading.failed() + writing.failed());
        results.add("writes_lost", missing.size());
        assertEquals(Set.of(), Set.copyOf(reading.failures()));
        assertEquals(Set.of(), Set.copyOf(writing.failures()));
        assertEquals(Set.of(), missing);
        assertTrue(reading.sent() + writing.sent() >= REQUESTS);
    }

    /** Once in each cluster, at the same time. */
    private static void switchTo(Change change, String version) throws Exception {
        var before = Lab.running().clusters().stream().collect(Collectors.toMap(Cluster::name, Versions::serving));
        for (Cluster cluster : Lab.running().clusters()) {
            Versions.commit(change, cluster, version);
        }
        change.pushToMain();
        for (Cluster cluster : Lab.running().clusters()) {
            Waiting.until("switched in " + cluster.name(), PATIENCE, () ->
                    !Versions.serving(cluster).equals(before.get(cluster.name())) && Versions.phase(cluster).equals("Healthy"));
        }
    }

    private static void switchBack(Change change) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            Versions.commitNone(change, cluster);
        }
        change.pushToMain();
        Waiting.until("well", PATIENCE, () -> Applications.unwell().isEmpty());
    }
}
