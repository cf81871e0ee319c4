package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A bad release that has come to production is out again on its own: the other cluster never gets it, and Git says why. */
@Tag("bad-release")
@Tag("long")
@Tag("platform")
@Order(34)
@ExtendWith(Results.class)
class BadReleaseIT {

    private static final Pattern IMAGE = Pattern.compile("newName: (\\S+/accounts)\n *digest: (\\S+)");
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String READ = "/api/v1/users?limit=1&only=users";

    @TempDir
    Path folder;
    private Change change;
    private BadImage images;

    @BeforeEach
    void takeWhatProductionHas() throws Exception {
        Waiting.until("well", PATIENCE, () -> Applications.isWell("accounts-production-east"));
        change = new Change(folder);
        var found = IMAGE.matcher(overlay("east"));
        assertTrue(found.find());
        images = new BadImage(folder, found.group(1) + "@" + found.group(2));
    }

    @Test
    void oneThatAnswersTwoPercentErrorsNeverServes(Results results) throws Exception {
        var faults = Map.of(Faults.ERRORS, "0.02");
        assertEquals(0, released(results, "errors", "error-rate|traffic", images.withFaults("e2e-errors", faults)).failed());
    }

    @Test
    void oneThatIsThreeTimesAsSlowNeverServes(Results results) throws Exception {
        var faults = Map.of(Faults.DELAY, "300");
        assertEquals(0, released(results, "slow", "(median|p99)-of-running", images.withFaults("e2e-slow", faults)).failed());
    }

    @Test
    void oneThatNeverGetsReadyNeverServes(Results results) throws Exception {
        var image = images.running("e2e-unready", "tail", "-f", "/dev/null");
        assertEquals(0, released(results, "unready", "timed out progressing", image).failed());
    }

    @Test
    void oneWhoseMigrationFailsNeverStarts(Results results) throws Exception {
        var image = images.migrating("e2e-migration", "SELECT no_such_column FROM users;\n");
        assertEquals(0, released(results, "migration", "accounts-schema", image).failed());
    }

    /** Whatever is asked of a release before is answered well, and what its users ask is not. */
    @Test
    void oneThatFailsWithItsUsersServesThemForSeconds(Results results) throws Exception {
        var faults = Map.of(Faults.ERRORS, "0.2", Faults.QUERY, "only=users");
        var load = released(results, "users", "error-rate", images.withFaults("e2e-users", faults));
        results.add("users_failed_requests", load.failed());
        results.add("users_window_seconds", load.window());
    }

    /** Its reason, as Git has to tell it. */
    private Load released(Results results, String fault, String reason, String digest) throws Exception {
        var api = Api.of("api");
        var before = overlay("east");
        var other = overlay("west");
        var load = Load.of(BETWEEN, () -> api.get(READ).statusCode());
        try (load) {
            change.latest().commit(Versions.OVERLAY.formatted("east"), text -> text.replaceFirst(
                    "(newName: \\S+/accounts\n *digest: )\\S+", "$1" + digest), "E2E: a release that is bad: " + fault);
            var bad = change.pushToMain();
            results.seconds(fault + "_undone_seconds",
                    () -> Waiting.until("undone", PATIENCE, () -> overlay("east").equals(before)));
            var told = change.lastCommitOf(Versions.OVERLAY.formatted("east"));
            assertTrue(told.contains("Undoes: " + bad) && Pattern.compile(reason).matcher(told).find(), told);
            Waiting.until("well", PATIENCE, () -> Applications.isWell("accounts-production-east"));
            assertEquals(other, overlay("west"));
        }
        results.add(fault + "_requests", load.sent());
        return load;
    }

    private String overlay(String cluster) {
        return change.onMain(Versions.OVERLAY.formatted(cluster));
    }
}
