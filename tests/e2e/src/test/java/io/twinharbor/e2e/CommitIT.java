package io.twinharbor.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A commit is in both clusters within seconds. */
@Tag("commit")
@Tag("platform")
@Order(24)
@ExtendWith(Results.class)
class CommitIT {

    private static final int TIMES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aPushIsSyncedToBothClusters(Results results) throws Exception {
        List<Double> seconds = new ArrayList<>();
        try (var state = new State(folder)) {
            for (int time = 1; time <= TIMES; time++) {
                var value = "commit-" + time;
                state.label(value);
                long begun = System.nanoTime();
                for (Cluster cluster : Lab.running().clusters()) {
                    Waiting.until("synced to " + cluster.name(), PATIENCE, () -> State.isLabelled(cluster, value));
                }
                seconds.add((System.nanoTime() - begun) / 1e9);
            }
        }
        seconds.sort(null);
        results.add("median_seconds", (seconds.get(TIMES / 2 - 1) + seconds.get(TIMES / 2)) / 2);
        results.add("slowest_seconds", seconds.get(TIMES - 1));
        results.add("commits", TIMES);
    }
}
