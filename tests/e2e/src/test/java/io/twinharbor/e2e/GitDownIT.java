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
            state.label("caught-up");
            results.seconds("caught_up_seconds", () -> Waiting.until("caught up", Duration.ofMinutes(5),
                    () -> Lab.running().clusters().stream().allMatch(cluster -> State.isLabelled(cluster, "caught-up"))));
        }
    }

    private static void gitea(String what) {
        Lab.command(Duration.ofMinutes(1), "shell", "hub", "sudo", "systemctl", what, "gitea");
    }
}
