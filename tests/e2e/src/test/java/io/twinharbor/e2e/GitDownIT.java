package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Without the Git server nothing new comes, and nothing stops. */
@Tag("git-down")
@Tag("platform")
@Order(58)
@ExtendWith(Results.class)
class GitDownIT {

    private static final Duration DOWN = Duration.ofMinutes(Long.getLong("e2e.git-down.minutes", 10));
    private static final String FILE = "kustomize/platform/namespaces/base/accounts.yaml";
    private static final String LABEL = "twinharbor.io/e2e";

    @TempDir
    Path folder;

    @Test
    void nothingStopsServingAndWhatIsPushedLaterIsCaughtUp(Results results) throws Exception {
        var load = Load.of(Duration.ofMillis(500), () -> Api.of("api").get("/api/v1/users?limit=1").statusCode());
        try (load) {
            gitea("stop");
            try {
                Thread.sleep(DOWN.toMillis());
            } finally {
                gitea("start");
            }
        }
        assertEquals(0, load.failed(), () -> load.failures().toString());
        results.add("requests", load.sent());
        try (var state = new State(folder)) {
            state.push(FILE, text -> text.replaceFirst("  labels:", "  labels:\n    " + LABEL + ": caught-up"), "E2E: caught up");
            results.seconds("caught_up_seconds", () -> Waiting.until(Duration.ofMinutes(5), () -> Lab.running().clusters()
                    .stream().allMatch(GitDownIT::isCaughtUp)));
        }
    }

    private static boolean isCaughtUp(Cluster cluster) {
        return "caught-up".equals(cluster.client().namespaces().withName("accounts").get().getMetadata().getLabels().get(LABEL));
    }

    private static void gitea(String what) {
        Lab.command(Duration.ofMinutes(1), "shell", "hub", "sudo", "systemctl", what, "gitea");
    }
}
