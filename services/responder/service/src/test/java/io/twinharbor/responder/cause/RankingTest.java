package io.twinharbor.responder.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.twinharbor.responder.Shipped;
import io.twinharbor.responder.catalogue.CatalogueFile;
import io.twinharbor.responder.cause.Sign.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue's causes, each by what such a fault leaves behind; and how signs are counted. */
class RankingTest {

    private static final Instant FIRED = Instant.parse("2026-05-01T12:00:00Z");

    /** A fault, and what is known after it: kind, minutes before the alert, name. */
    private record Fault(String cause, Fact... facts) {

        @Override
        public String toString() {
            return cause + ", " + facts.length + " facts";
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("bad-release", change(8, "release accounts-7c9d"), change(9, "sync accounts-east"),
                        moved(6, "errors up"), moved(5, "latency up"), alert("ServiceLevelBurnsFast"),
                        log(5, "java.lang.IllegalStateException: no")),
                new Fault("bad-release", change(8, "release accounts-7c9d"), moved(6, "restarts up"),
                        state("CrashLoopBackOff: back-off"),
                        alert("PodCrashLoops"), alert("ReleaseFailed"), log(5, "Exception in thread main")),
                new Fault("bad-settings", change(8, "settings accounts-9f2b"), change(8, "release accounts-7c9d"),
                        moved(6, "errors up"), alert("ServiceLevelBurnsFast")),
                new Fault("service-fails", moved(6, "errors up"), alert("ServiceLevelBurnsFast"),
                        change(300, "release accounts-1")),
                new Fault("service-slow", moved(6, "latency up"), alert("ServiceLevelBurnsFast"), moved(5, "cpu up")),
                new Fault("crash-loop", state("CrashLoopBackOff: back-off 40s"), state("Error exit 1"), moved(4, "restarts up"),
                        moved(4, "pods-ready down"), alert("PodCrashLoops"), log(3, "fatal: no such file")),
                new Fault("out-of-memory", state("OOMKilled exit 137"), alert("ContainerOutOfMemory"), moved(3, "memory up"),
                        moved(2, "restarts up"), state("CrashLoopBackOff: back-off")),
                new Fault("volume-full", alert("VolumeNearlyFull"), moved(20, "volume-free down"),
                        log(1, "could not write: No space left on device")),
                new Fault("node-lost", state("node not ready"), alert("NodeNotReady"), moved(3, "nodes-ready down"),
                        moved(3, "pods-ready down"), moved(3, "targets-up down"), event("NodeNotReady: Node is not ready")),
                new Fault("pool-exhausted", alert("ConnectionPoolExhausted"), moved(3, "pool-waits up"), moved(3, "latency up"),
                        moved(2, "errors up"), log(2, "J2CA0045E: Connection not available")),
                new Fault("transaction-hangs", alert("DatabaseTransactionHangs"), alert("ConnectionPoolExhausted"),
                        moved(3, "pool-waits up")),
                new Fault("database-down", alert("DatabaseDown"), moved(2, "database-up down"), moved(2, "errors up"),
                        log(1, "Connection to accounts-db refused"), alert("ConnectionPoolExhausted")),
                new Fault("target-dead", alert("TargetDown"), moved(4, "targets-up down")),
                new Fault("overload", moved(18, "requests up"), moved(17, "cpu up"), moved(16, "latency up"),
                        alert("AutoscalerAtLimit")),
                new Fault("image-missing", state("ImagePullBackOff: Back-off pulling image"),
                        event("Failed: Failed to pull image")),
                new Fault("no-room", state("not PodScheduled Unschedulable 0/1 nodes"), event("FailedScheduling: 0/1 nodes")),
                new Fault("cluster-silent", alert("ClusterSilent"), moved(3, "clusters-seen down"), moved(3, "targets-up down")),
                new Fault("certificate-expired", alert("CertificateExpires")),
                new Fault("archive-fails", alert("DatabaseArchivingFails")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theCauseOfAFaultComesFirst(Fault fault) throws IOException {
        List<Guess> guesses = rank(CatalogueFile.read(Shipped.catalogue()).causes(), fault.facts());
        assertTrue(!guesses.isEmpty(), "nothing is guessed");
        assertEquals(fault.cause(), guesses.get(0).cause(), guesses.toString());
    }

    @Test
    void nothingSpeaksForAnyCauseWhereNothingIsKnown() throws IOException {
        assertEquals(List.of(), rank(CatalogueFile.read(Shipped.catalogue()).causes(), alert("ClockOff")));
    }

    @Test
    void aSignCountsOnceAndItsEvidenceIsTold() {
        var cause = cause("fire", sign(Kind.LOG, "smoke", 30, false));
        Guess guess = rank(List.of(cause), log(3, "smoke here"), log(2, "smoke there")).get(0);
        assertEquals(30, guess.score());
        assertEquals(List.of(new Guess.Evidence(30, "2026-05-01T11:57:00Z smoke here; 2026-05-01T11:58:00Z smoke there")),
                guess.evidence());
    }

    @Test
    void aCauseIsNoneWithoutASignThatItNeeds() {
        var cause = cause("fire", sign(Kind.LOG, "smoke", 30, false), sign(Kind.EVENT, "heat", 30, true));
        assertEquals(List.of(), rank(List.of(cause), log(3, "smoke")));
        assertEquals(60, rank(List.of(cause), log(3, "smoke"), event("heat")).get(0).score());
    }

    @Test
    void whatSpeaksAgainstACauseTakesPointsAway() {
        var cause = cause("fire", sign(Kind.LOG, "smoke", 30, false), sign(Kind.LOG, "rain", -40, false));
        assertEquals(List.of(), rank(List.of(cause), log(3, "smoke"), log(3, "rain")));
    }

    @Test
    void aChangeCountsOnlyIfItCameShortlyBeforeItBegan() {
        var cause = cause("change", new Sign(Kind.CHANGE, Pattern.compile("release"), 50, Duration.ofMinutes(10), true, false));
        assertEquals(1, rank(List.of(cause), moved(5, "errors up"), change(14, "release a")).size());
        assertEquals(0, rank(List.of(cause), moved(5, "errors up"), change(16, "release a")).size());
        assertEquals(0, rank(List.of(cause), change(-1, "release a")).size());
    }

    @Test
    void whatHasToMoveFirstCountsOnlyIfNothingMovedBefore() {
        var cause = cause("first", new Sign(Kind.MOVED, Pattern.compile("errors up"), 50, Duration.ofHours(1), true, true));
        assertEquals(1, rank(List.of(cause), moved(5, "errors up"), moved(4, "latency up")).size());
        assertEquals(0, rank(List.of(cause), moved(5, "latency up"), moved(3, "errors up")).size());
    }

    @Test
    void theScoreIsAHundredAtMostAndTheFirstOfEqualsStaysFirst() {
        var one = cause("one", sign(Kind.LOG, "smoke", 100, false), sign(Kind.LOG, "sm", 100, false));
        var two = cause("two", sign(Kind.LOG, "smoke", 100, false));
        List<Guess> guesses = rank(List.of(one, two), log(3, "smoke"));
        assertEquals(List.of("one", "two"), guesses.stream().map(Guess::cause).toList());
        assertEquals(100, guesses.get(0).score());
    }

    private static List<Guess> rank(List<CauseRule> causes, Fact... facts) {
        return Ranking.rank(causes, new Facts(FIRED, new ArrayList<>(List.of(facts))));
    }

    private static CauseRule cause(String name, Sign... signs) {
        return new CauseRule(name, name, List.of(signs));
    }

    private static Sign sign(Kind kind, String pattern, int points, boolean needed) {
        return new Sign(kind, Pattern.compile(pattern), points, Duration.ofHours(1), needed, false);
    }

    private static Fact fact(Kind kind, int minutesBefore, String name) {
        return new Fact(kind, name, FIRED.minus(Duration.ofMinutes(minutesBefore)));
    }

    private static Fact change(int minutesBefore, String name) {
        return fact(Kind.CHANGE, minutesBefore, name);
    }

    private static Fact moved(int minutesBefore, String name) {
        return fact(Kind.MOVED, minutesBefore, name);
    }

    private static Fact log(int minutesBefore, String name) {
        return fact(Kind.LOG, minutesBefore, name);
    }

    private static Fact alert(String name) {
        return fact(Kind.ALERT, 0, name);
    }

    private static Fact state(String name) {
        return fact(Kind.STATE, 1, name);
    }

    private static Fact event(String name) {
        return fact(Kind.EVENT, 1, name);
    }
}
