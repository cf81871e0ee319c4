package io.twinharbor.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A developer merges a pull request, and the change serves in both clusters. */
@Tag("merge-to-live")
@Tag("long")
@Tag("platform")
@Order(32)
@ExtendWith(Results.class)
class MergeToLiveIT {

    /** What everybody sees of a build. */
    private static final String FILE = "services/accounts/service/src/main/resources/META-INF/openapi.yaml";
    private static final String DESCRIPTION = "/openapi";
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    Path folder;

    @Test
    void aMergedPullRequestServesInBothClusters(Results results) throws Exception {
        var mark = "e2e-" + UUID.randomUUID();
        var git = GitApi.of(Change.REPOSITORY);
        var change = new Change(folder);
        var commit = change.commit(FILE, text -> text.replaceFirst("(?m)^  title: ([^(\n]*).*$", "  title: $1 (" + mark + ")"),
                "E2E: " + mark);
        change.pushAs(mark);
        int number = git.open("E2E: a change", mark);
        results.seconds("checks_seconds", () -> Waiting.until("checked", PATIENCE,
                () -> !git.status(commit, "builds/pull-request").replace("pending", "").isEmpty()));
        Waiting.until("good", Duration.ofSeconds(1), () -> git.status(commit, "builds/pull-request").equals("success"));

        var east = Lab.running().cluster("east");
        var west = Lab.running().cluster("west");
        var staging = Api.of("staging");
        git.merge(number);
        long merged = System.nanoTime();
        var built = git.get("/branches/main").at("/commit/id").asText().substring(0, 10);
        note(results, "recorded_seconds", merged, () -> change.committed(built + " to staging") > 0);
        note(results, "staging_seconds", merged, () -> staging.get(DESCRIPTION).body().contains(mark));
        note(results, "promoted_seconds", merged, () -> change.committed(built + " to east") > 0);
        var api = Api.of("api");
        note(results, "east_seconds", merged, () -> api.getFrom(east, DESCRIPTION).contains(mark));
        note(results, "followed_seconds", merged, () -> change.committed(built + " to west") > 0);
        note(results, "seconds", merged, () -> api.getFrom(west, DESCRIPTION).contains(mark));
        Waiting.until("well", PATIENCE, () -> Applications.unwell().isEmpty());
        var stages = new Stages(results);
        stages.ofPipeline(built);
        stages.ofRelease("staging", Lab.running().home(), "accounts-staging", "accounts-staging");
        stages.ofRelease("east", east, "accounts", "accounts-production-east");
        stages.ofRelease("west", west, "accounts", "accounts-production-west");
    }

    private static void note(Results results, String metric, long since, Callable<Boolean> come)
            throws Exception {
        Waiting.until(metric, PATIENCE, come);
        results.add(metric, (System.nanoTime() - since) / 1e9);
    }
}
