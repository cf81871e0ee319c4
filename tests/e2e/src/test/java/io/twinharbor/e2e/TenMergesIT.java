package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ten changes of one service that are merged at once all come to staging, in as few builds as that takes. */
@Tag("ten-merges")
@Tag("long")
@Tag("platform")
@Order(33)
@ExtendWith(Results.class)
class TenMergesIT {

    private static final int TIMES = 10;
    private static final String FOLDER = "services/accounts/service/src/main/resources/META-INF/e2e/";
    private static final String OVERLAY = "kustomize/services/accounts/overlays/staging/kustomization.yaml";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Pattern BUILT = Pattern.compile("Built-From: (\\S+)");

    @TempDir
    Path folder;

    @Test
    void allOfThemComeToStaging(Results results) throws Exception {
        var git = GitApi.of(Change.REPOSITORY);
        var watched = new Change(folder);
        var commits = atOnce(watched.head());
        long merged = System.nanoTime();
        Waiting.until("in staging", PATIENCE, () -> watched.isIn(builtFrom(watched), commits));
        results.add("recorded_seconds", (System.nanoTime() - merged) / 1e9);
        for (String commit : commits) {
            Waiting.until("told of " + commit, PATIENCE, () -> git.status(commit, "builds/main").equals("success"));
        }
        Waiting.until("well", PATIENCE, () -> Applications.unwell().isEmpty());
        results.add("seconds", (System.nanoTime() - merged) / 1e9);
        results.add("merges", commits.size());
        results.add("builds", watched.commits("Built-From: ", commits.get(0)));
        assertEquals(TIMES, commits.size());
    }

    /** Each from a clone of its own, as ten people would; the commits as they came to be on main. */
    private List<String> atOnce(String name) throws Exception {
        List<Callable<String>> changes = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            var change = new Change(folder.resolve("clone-" + time));
            change.add(FOLDER + name + "-" + time, "E2E: change " + time);
            changes.add(change::pushToMain);
        }
        var threads = Executors.newFixedThreadPool(TIMES);
        try {
            List<String> commits = new ArrayList<>();
            for (Future<String> pushed : threads.invokeAll(changes)) {
                commits.add(pushed.get());
            }
            return commits;
        } finally {
            threads.shutdown();
        }
    }

    /** The commit that staging's newest image was built from. */
    private static String builtFrom(Change change) {
        var found = BUILT.matcher(change.lastCommitOf(OVERLAY));
        return found.find() ? found.group(1) : "";
    }
}
