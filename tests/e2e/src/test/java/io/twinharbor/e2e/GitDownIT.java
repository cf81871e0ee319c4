package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Without the Git server nothing new comes, and nothing stops. */
@Tag("git-down")
@Tag("long")
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
            try (var git = new Stopped("gitea")) {
                Thread.sleep(DOWN.toMillis());
            }
        }
        assertEquals(0, load.failed(), () -> load.failures().toString());
        results.add("requests", load.sent());
        Waiting.until("Git is back", Duration.ofMinutes(2), GitDownIT::answers);
        try (var state = new State(folder)) {
            state.label("caught-up");
            results.seconds("caught_up_seconds", () -> Waiting.until("caught up", Duration.ofMinutes(5),
                    () -> Lab.running().clusters().stream().allMatch(cluster -> State.isLabelled(cluster, "caught-up"))));
        }
    }

    private static boolean answers() throws Exception {
        var health = HttpRequest.newBuilder(URI.create(Lab.running().address("git") + "/api/healthz")).build();
        return HttpClient.newBuilder().sslContext(Lab.running().tls()).build()
                .send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
}
