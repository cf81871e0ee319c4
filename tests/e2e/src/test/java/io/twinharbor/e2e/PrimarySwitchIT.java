package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One merge gives the database's primary to the other cluster, and another one back: nothing that was acknowledged is lost. */
@Tag("primary-switch")
@Tag("long")
@Tag("platform")
@Order(61)
@ExtendWith(Results.class)
class PrimarySwitchIT {

    private static final String FILE = "kustomize/services/accounts/overlays/production/primary/primary.env";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void aMergeGivesThePrimaryToTheOtherClusterAndBack(Results results, @TempDir Path folder) throws Exception {
        try (var state = new State(folder)) {
            move(state, "west", results);
            move(state, "east", results);
        }
        for (var cluster : List.of("east", "west")) {
            Waiting.until(cluster + " well", PATIENCE, () -> Applications.isWell("accounts-production-" + cluster));
        }
    }

    private static void move(State state, String cluster, Results results) throws Exception {
        var database = Database.of(cluster);
        try (var writes = new Writes(Api.of("api"))) {
            Thread.sleep(5_000);
            results.seconds("to_" + cluster + "_seconds", () -> {
                state.push(FILE, text -> text.replaceFirst("PRIMARY=\\w+", "PRIMARY=" + cluster), "E2E: primary in " + cluster);
                return Waiting.until("primary in " + cluster, PATIENCE, database::isPrimary);
            });
            int before = writes.count();
            Waiting.until("written", PATIENCE, () -> writes.count() > before + 20);
            writes.close();
            writes.load().report(results, "to_" + cluster + "_writes");
            var missing = writes.missingIn(database);
            results.add("to_" + cluster + "_lost", missing.size());
            assertEquals(Set.of(), missing);
        }
        Waiting.until("copied again", PATIENCE, () -> Database.of("east").isHealthy() && Database.of("west").isHealthy());
    }
}
