package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whoever manages releases can hold one, let it go on, bring it out at once or stop it; developers cannot. */
@Tag("release-manager")
@Tag("long")
@Tag("platform")
@Order(35)
@ExtendWith(Results.class)
class ReleaseManagerIT {

    private static final String APPLICATION = "accounts-production-east";
    private static final String OVERLAY = Versions.OVERLAY.formatted("east");
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration HELD = Duration.ofSeconds(90);

    @TempDir
    Path folder;
    private Change change;
    private Cluster east;
    private String before;

    @BeforeEach
    void waitUntilAllIsWell() throws Exception {
        Waiting.until("well", PATIENCE, () -> Applications.isWell(APPLICATION));
        change = new Change(folder);
        east = Lab.running().cluster("east");
        before = Versions.serving(east);
    }

    @AfterEach
    void bringBackWhatWas() throws Exception {
        Versions.commitNone(change.latest(), east);
        change.pushToMain();
        Waiting.until("well", PATIENCE, () -> Applications.isWell(APPLICATION) && Versions.phase(east).equals("Healthy"));
    }

    @Test
    void aReleaseThatIsHeldWaitsUntilItIsLetGo(Results results) throws Exception {
        release("held");
        assertEquals(403, told("developer", "pause"));
        assertEquals(200, told("release-manager", "pause"));
        Waiting.until("held", PATIENCE, () -> Versions.phase(east).equals("Paused"));
        Thread.sleep(HELD.toMillis());
        assertEquals(before, Versions.serving(east));
        assertEquals(200, told("release-manager", "resume"));
        results.seconds("resumed_seconds", () -> Waiting.until("switched", PATIENCE, this::isOut));
    }

    @Test
    void aReleaseCanBeBroughtOutAtOnce(Results results) throws Exception {
        release("promoted");
        assertEquals(403, told("developer", "promote-full"));
        assertEquals(200, told("release-manager", "promote-full"));
        results.seconds("promoted_seconds", () -> Waiting.until("switched", PATIENCE, this::isOut));
    }

    @Test
    void aReleaseThatIsStoppedIsTakenBackInGit(Results results) throws Exception {
        var stopped = release("stopped");
        assertEquals(403, told("developer", "abort"));
        assertEquals(200, told("release-manager", "abort"));
        results.seconds("stopped_seconds",
                () -> Waiting.until("taken back", PATIENCE, () -> change.committed("Undoes: " + stopped) > 0));
        assertEquals(before, Versions.serving(east));
        assertTrue(change.lastCommitOf(OVERLAY).contains("aborted"), change.lastCommitOf(OVERLAY));
    }

    /** Another version that is being tried; the commit that brought it. */
    private String release(String version) throws Exception {
        // What was tried a moment ago comes back without being tried again.
        Versions.commit(change.latest(), east, version + "-" + UUID.randomUUID());
        var commit = change.pushToMain();
        Waiting.until("tried", PATIENCE, () -> !Versions.newest(east).equals(before));
        assertNotEquals("Healthy", Versions.phase(east));
        return commit;
    }

    private boolean isOut() {
        return !Versions.serving(east).equals(before) && Versions.phase(east).equals("Healthy");
    }

    private static int told(String account, String action) throws Exception {
        return ArgoCd.as(account).tell(APPLICATION, "accounts", action).statusCode();
    }
}
