package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What comes to users, is taken back from them or never reaches them is counted as it was, also what happened unseen. */
@Tag("indicators")
@Tag("long")
@Tag("platform")
@Order(37)
@Needs("delivery")
@ExtendWith(Results.class)
class IndicatorsIT {

    private static final String APPLICATION = "accounts-production-east";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Set<String> SEEN = Set.of("notification", "cluster");

    @TempDir
    Path folder;
    private final Cluster east = Lab.running().cluster("east");
    private final Inner delivery = new Inner(east, "delivery", "delivery");
    private Change change;
    private String before;
    private Instant begun;

    @BeforeEach
    void waitUntilAllIsWell() throws Exception {
        Waiting.until("well", PATIENCE, () -> Applications.isWell(APPLICATION));
        change = new Change(folder);
        before = Versions.serving(east);
        begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @AfterEach
    void bringBackWhatWas() throws Exception {
        Versions.commitNone(change.latest(), east);
        change.pushToMain();
        Waiting.until("well", PATIENCE, () -> Applications.isWell(APPLICATION) && Versions.phase(east).equals("Healthy"));
    }

    @Test
    void aReleaseIsCountedAndSoIsItsBeingTakenBackWhileNobodyLooks(Results results) throws Exception {
        var good = release("counted");
        Waiting.until("switched", PATIENCE, () -> isServing(true));
        results.seconds("told_seconds", () -> Waiting.until("counted", PATIENCE, () -> isSettled(good, "succeeded")));
        assertTrue(SEEN.contains(deployment(good).get("evidence").asText()), "seen by nobody");
        var counted = indicators();
        assertEquals(1, counted.get("succeeded").asInt(), counted::toString);
        assertEquals(1, counted.get("deploymentSuccessRate").asDouble(), counted::toString);
        assertEquals(0, counted.get("changeFailureRate").asDouble(), counted::toString);
        results.add("deployments_per_day", counted.get("deploymentFrequency").asDouble());
        results.add("cycle_seconds", counted.at("/deploymentCycleTime/medianSeconds").asDouble());
        results.add("lead_seconds", counted.at("/leadTimeForChanges/medianSeconds").asDouble());

        try (var away = new NoPods(east, "delivery").withoutAny("delivery")) {
            change.latest().revert(good);
            change.pushToMain();
            Waiting.until("taken back", PATIENCE, () -> isServing(false));
        }
        results.seconds("found_seconds",
                () -> Waiting.until("found", PATIENCE, () -> !deployment(good).path("takenBackAt").isMissingNode()));
        var undone = indicators();
        assertEquals(1, undone.get("undone").asInt(), undone::toString);
        assertEquals(1, undone.get("changeFailureRate").asDouble(), undone::toString);
        assertEquals(1, undone.at("/timeToRestore/count").asInt(), undone::toString);
        results.add("restore_seconds", undone.at("/timeToRestore/medianSeconds").asDouble());
    }

    /** Measurements and people that stop it before users have it did what they are for. */
    @Test
    void oneThatNeverReachesUsersIsAFailedDeploymentAndNoFailedChange(Results results) throws Exception {
        var stopped = release("stopped");
        assertEquals(200, ArgoCd.as("release-manager").tell(APPLICATION, "accounts", "abort").statusCode());
        results.seconds("failure_told_seconds",
                () -> Waiting.until("counted", PATIENCE, () -> isSettled(stopped, "failed")));
        Waiting.until("taken back", PATIENCE, () -> change.committed("Undoes: " + stopped) > 0);
        Waiting.until("seen not to have reached users", PATIENCE, () -> indicators().path("changeFailureRate").isMissingNode());
        var counted = indicators();
        assertEquals(1, counted.get("failed").asInt(), counted::toString);
        assertEquals(0, counted.get("deploymentSuccessRate").asDouble(), counted::toString);
        assertTrue(counted.path("timeToRestore").isMissingNode(), counted::toString);
    }

    @Test
    void theHistoryHasAPointForEachDay() throws Exception {
        var history = delivery.ask("/api/v1/indicators/history?service=accounts&environment=east&step=day&from="
                + begun.minus(Duration.ofDays(7)), Tokens.ofUser("reader"));
        assertTrue(history.at("/of/0/points").size() >= 7, history::toString);
    }

    /** Another version that is being tried; the commit that brought it. */
    private String release(String version) throws Exception {
        Versions.commit(change.latest(), east, version + "-" + UUID.randomUUID());
        var commit = change.pushToMain();
        Waiting.until("tried", PATIENCE, () -> !Versions.newest(east).equals(before));
        return commit;
    }

    private boolean isServing(boolean isNew) {
        return Versions.serving(east).equals(before) != isNew && Versions.phase(east).equals("Healthy");
    }

    private boolean isSettled(String commit, String status) throws Exception {
        return deployment(commit).path("status").asText().equals(status);
    }

    /** What is known of it in east; nothing while delivery is away, or has not seen it. */
    private JsonNode deployment(String commit) throws Exception {
        try {
            for (JsonNode one : delivery.ask("/api/v1/deployments?service=accounts&environment=east", Tokens.ofUser("reader"))) {
                if (one.get("revision").asText().equals(commit)) {
                    return one;
                }
            }
        } catch (IOException away) {
            return MissingNode.getInstance();
        }
        return MissingNode.getInstance();
    }

    /** Of the service in east, since the test began. */
    private JsonNode indicators() throws Exception {
        return delivery.ask("/api/v1/indicators?service=accounts&environment=east&from=" + begun, Tokens.ofUser("reader"))
                .at("/of/0/indicators");
    }
}
