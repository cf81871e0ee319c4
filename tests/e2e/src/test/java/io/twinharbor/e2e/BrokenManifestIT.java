package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A broken manifest that was merged leaves what runs as it is, and says where it is broken. */
@Tag("broken-manifest")
@Tag("platform")
@Order(26)
@ExtendWith(Results.class)
class BrokenManifestIT {

    private static final String APPLICATION = "accounts-production-west";
    private static final String FILE = "kustomize/services/accounts/overlays/production/west/kustomization.yaml";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void whatRunsServesOnAndTheErrorIsFound(Results results) throws Exception {
        var api = Api.of("api");
        Cluster west = Lab.running().cluster("west");
        try (var state = new State(folder)) {
            state.push(FILE, text -> text.replace("resources:\n", "resources:\n  - no-such-file.yaml\n"), "E2E: broken");
            results.seconds("found_seconds",
                    () -> Waiting.until("found", PATIENCE,
                            () -> Applications.conditions(APPLICATION).contains("no-such-file.yaml")));
            assertTrue(api.getFrom(west, "/api/v1/users?limit=1").startsWith("200"));
            var status = Lab.status();
            assertTrue(status.contains(APPLICATION), status);
            assertTrue(status.contains("no-such-file.yaml"), status);
        }
        results.seconds("mended_seconds", () -> Waiting.until("mended", PATIENCE, () -> Applications.isWell(APPLICATION)));
        assertEquals("", Applications.conditions(APPLICATION));
    }
}
