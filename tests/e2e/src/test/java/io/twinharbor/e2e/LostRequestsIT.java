package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
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
    private static final Duration READS = Duration.ofMillis(50);
    private static final Duration WRITES = Duration.ofMillis(250);
    private static final int TAKEN_BACK_AT_MOST = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String USERS = "/api/v1/users";

    @TempDir
    Path folder;
    private Change change;
    private int takenBack;

    @Test
    void noRequestIsLost(Results results) throws Exception {
        var api = Api.of("api");
        change = new Change(folder);
        int switched = 0;
        var reading = Load.of(READS, () -> api.get(USERS + "?limit=1").statusCode());
        var writes = new Writes(api, WRITES);
        var writing = writes.load();
        try (reading; writes) {
            while (switched < SWITCHES) {
                for (Cluster cluster : Lab.running().clusters()) {
                    switchOver(cluster);
                    switched++;
                }
            }
            Waiting.until("enough requests", PATIENCE, () -> reading.sent() + writing.sent() >= REQUESTS);
        } finally {
            switchBack();
        }
        var missing = writes.missingIn(Database.of("east"));
        results.add("switches", switched);
        results.add("taken_back", takenBack);
        results.add("requests", reading.sent() + writing.sent());
        results.add("writes", writing.sent());
        results.add("requests_failed", reading.failed() + writing.failed());
        results.add("writes_lost", missing.size());
        assertEquals(Set.of(), Set.copyOf(reading.failures()));
        assertEquals(Set.of(), Set.copyOf(writing.failures()));
        assertEquals(Set.of(), missing);
        assertTrue(reading.sent() + writing.sent() >= REQUESTS);
    }

    /** In one cluster after the other, as a release comes. One that a busy machine has measured as bad is followed by another. */
    private void switchOver(Cluster cluster) throws Exception {
        var before = Versions.serving(cluster);
        while (true) {
            // What was tried a moment ago would come back without being tried again.
            Versions.commit(change.latest(), cluster, UUID.randomUUID().toString());
            var commit = change.pushToMain();
            Waiting.until("switched in " + cluster.name(), PATIENCE,
                    () -> isOut(cluster, before) || isTakenBack(cluster, commit));
            if (isOut(cluster, before)) {
                return;
            }
            takenBack++;
            assertTrue(takenBack <= TAKEN_BACK_AT_MOST, "too many are taken back");
        }
    }

    private static boolean isOut(Cluster cluster, String before) {
        return !Versions.serving(cluster).equals(before) && Versions.phase(cluster).equals("Healthy");
    }

    private boolean isTakenBack(Cluster cluster, String commit) {
        return Versions.phase(cluster).equals("Degraded") && change.committed("Undoes: " + commit) > 0;
    }

    private void switchBack() throws Exception {
        change.latest();
        for (Cluster cluster : Lab.running().clusters()) {
            Versions.commitNone(change, cluster);
        }
        change.pushToMain();
        Waiting.until("well", PATIENCE, () -> Applications.unwell().isEmpty());
    }
}
