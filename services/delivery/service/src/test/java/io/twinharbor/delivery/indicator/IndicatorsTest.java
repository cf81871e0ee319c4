package io.twinharbor.delivery.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.twinharbor.delivery.deployment.Change;
import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.deployment.Kind;
import io.twinharbor.delivery.deployment.Verdict;
import io.twinharbor.delivery.history.Request;
import io.twinharbor.delivery.incident.Incident;
import org.junit.jupiter.api.Test;

/** The definitions in services/delivery/README.md, each by an example. */
class IndicatorsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final Window WEEK = new Window(BEGIN, BEGIN.plus(Duration.ofDays(7)));

    private final List<Deployment> deployments = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    @Test
    void whereNothingHappenedThereIsNothingToSay() {
        assertEquals(new Indicators(0, 0, 0, 0, OptionalDouble.empty(), Optional.empty(), Optional.empty(),
                OptionalDouble.empty(), Optional.empty()), measured());
    }

    @Test
    void frequencyCountsWhatUsersGotADay() {
        succeeded(1);
        succeeded(2);
        failed(3, true);
        undo(4);
        assertEquals(2 / 7.0, measured().frequency());
        assertEquals(1, measured().undone());
    }

    @Test
    void successIsTheShareOfWhatWasTried() {
        succeeded(1);
        succeeded(2);
        succeeded(3);
        failed(4, false);
        undo(5);
        add(6, Kind.RELEASE).settle(Verdict.superseded(hour(7), Evidence.NOTIFICATION));
        add(6, Kind.RELEASE);
        assertEquals(OptionalDouble.of(0.75), measured().successRate());
    }

    @Test
    void whatEndedOutsideOfTheTimeDoesNotCount() {
        add(-3, Kind.RELEASE).settle(Verdict.succeeded(hour(-1), Evidence.NOTIFICATION));
        add(-3, Kind.RELEASE).settle(Verdict.succeeded(hour(0), Evidence.NOTIFICATION));
        add(7 * 24 - 1, Kind.RELEASE).settle(Verdict.succeeded(hour(7 * 24), Evidence.NOTIFICATION));
        assertEquals(1, measured().succeeded());
    }

    @Test
    void cycleTimeGoesFromTheMergeToUsers() {
        succeeded(1);
        succeeded(2);
        failed(3, true);
        assertEquals(new Spread(2, Duration.ofMinutes(90), Duration.ofMinutes(90)), measured().cycleTime().orElseThrow());
    }

    @Test
    void leadTimeGoesFromEachCommitToUsers() {
        succeeded(10, hour(8), hour(6), hour(1));
        // A clock that was ahead.
        succeeded(20, hour(30));
        assertEquals(new Spread(3, Duration.ofHours(5), Duration.ofHours(10)), measured().leadTime().orElseThrow());
    }

    @Test
    void changesFailWhatUsersHadAndWasTakenFromThem() {
        succeeded(1);
        succeeded(2);
        failed(3, true);
        // Refused before users were switched to it: a failed deployment, and no change that failed.
        failed(4, false);
        add(5, Kind.RELEASE).settle(Verdict.succeeded(hour(6), Evidence.NOTIFICATION).takenBack(hour(9)));
        assertEquals(OptionalDouble.of(0.5), measured().changeFailureRate());
        assertEquals(OptionalDouble.of(0.6), measured().successRate());
    }

    @Test
    void ofAFailureThatNobodySawBeginUsersAreTakenToHaveHadIt() {
        failed(3, null);
        assertEquals(OptionalDouble.of(1), measured().changeFailureRate());
        assertEquals(Duration.ofHours(1), measured().timeToRestore().orElseThrow().median());
    }

    @Test
    void anIncidentIsAFailureOfTheChangeThatCausedIt() {
        Deployment cause = succeeded(1);
        succeeded(2);
        incidents.add(incident("1", hour(3), hour(4), cause.revision()));
        incidents.add(incident("2", hour(5), hour(8), null));
        assertEquals(OptionalDouble.of(0.5), measured().changeFailureRate());
        assertEquals(new Spread(2, Duration.ofHours(2), Duration.ofHours(3)), measured().timeToRestore().orElseThrow());
    }

    @Test
    void restoreGoesFromWhenUsersHadItToWhenTheyHadWhatWasBefore() {
        failed(3, true);
        add(5, Kind.RELEASE).settle(Verdict.succeeded(hour(6), Evidence.NOTIFICATION).takenBack(hour(9)));
        assertEquals(new Spread(2, Duration.ofMinutes(100), Duration.ofHours(3)), measured().timeToRestore().orElseThrow());
    }

    @Test
    void anIncidentKnowsBetterHowLongItWasThanTheDeploymentThatCausedIt() {
        Deployment cause = add(5, Kind.RELEASE);
        cause.settle(Verdict.succeeded(hour(6), Evidence.NOTIFICATION).takenBack(hour(9)));
        incidents.add(incident("1", hour(8), hour(9), cause.revision()));
        assertEquals(new Spread(1, Duration.ofHours(1), Duration.ofHours(1)), measured().timeToRestore().orElseThrow());
    }

    @Test
    void whatLastsIsNotRestored() {
        incidents.add(incident("1", hour(8), null, null));
        assertEquals(Optional.empty(), measured().timeToRestore());
    }

    @Test
    void ofManyTheMiddleAndNineTenths() {
        List<Duration> times = new ArrayList<>();
        for (int seconds = 10; seconds >= 1; seconds--) {
            times.add(Duration.ofSeconds(seconds));
        }
        assertEquals(new Spread(10, Duration.ofMillis(5500), Duration.ofSeconds(9)), Spread.of(times).orElseThrow());
    }

    @Test
    void theTimeBeforeIsAsLongAndPartsLeaveNoGap() {
        assertEquals(new Window(BEGIN.minus(Duration.ofDays(7)), BEGIN), WEEK.before());
        assertEquals(List.of(new Window(hour(0), hour(72)), new Window(hour(72), hour(144)), new Window(hour(144), hour(168))),
                WEEK.parts(Duration.ofDays(3)));
    }

    private Indicators measured() {
        return Indicators.of(WEEK, deployments, incidents);
    }

    private Deployment succeeded(int hour, Instant... written) {
        Deployment deployment = add(hour, Kind.RELEASE, written);
        deployment.settle(Verdict.succeeded(hour(hour + 1), Evidence.NOTIFICATION));
        return deployment;
    }

    /** If users had it, for twenty minutes. */
    private void failed(int hour, Boolean reachedUsers) {
        Instant end = hour(hour + 1);
        add(hour, Kind.RELEASE).settle(Verdict.failed(end, Boolean.TRUE.equals(reachedUsers) ? end.minusSeconds(1200) : null,
                reachedUsers, Evidence.CLUSTER, "it was slow"));
    }

    private void undo(int hour) {
        add(hour, Kind.UNDO).settle(Verdict.succeeded(hour(hour + 1), Evidence.NOTIFICATION));
    }

    /** Merged half an hour before it was asked for. */
    private Deployment add(int hour, Kind kind, Instant... written) {
        List<Change> changes = new ArrayList<>();
        for (Instant time : written) {
            changes.add(new Change("c" + changes.size(), "A change", "Ada", time, null));
        }
        String revision = "r" + deployments.size();
        Deployment deployment = new Deployment(new Request("accounts", "east", revision, hour(hour), hour(hour), kind, null, "",
                "", new Request.Build("b", hour(hour).minusSeconds(1800), hour(hour)), null), changes);
        deployments.add(deployment);
        return deployment;
    }

    private static Incident incident(String id, Instant began, Instant restored, String revision) {
        return new Incident(id, "accounts", "east", "Slow", began, restored, revision, null);
    }

    private static Instant hour(int hour) {
        return BEGIN.plus(Duration.ofHours(hour));
    }
}
