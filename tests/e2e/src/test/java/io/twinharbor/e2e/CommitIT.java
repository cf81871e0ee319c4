package io.twinharbor.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final String FILE = "kustomize/platform/namespaces/base/accounts.yaml";
    private static final String LABEL = "twinharbor.io/e2e";

    @TempDir
    Path folder;

    @Test
    void aPushIsSyncedToBothClusters(Results results) throws Exception {
        List<Double> seconds = new ArrayList<>();
        try (var state = new State(folder)) {
            for (int time = 1; time <= TIMES; time++) {
                var value = "commit-" + time;
                state.push(FILE, text -> text.replaceFirst("\n    " + LABEL + ": \\S+", "")
                        .replaceFirst("  labels:", "  labels:\n    " + LABEL + ": " + value), "E2E: " + value);
                long begun = System.nanoTime();
                for (Cluster cluster : Lab.running().clusters()) {
                    cluster.client().namespaces().withName("accounts").waitUntilCondition(
                            found -> value.equals(found.getMetadata().getLabels().get(LABEL)), 60, TimeUnit.SECONDS);
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
