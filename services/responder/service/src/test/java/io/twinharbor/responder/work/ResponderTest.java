package io.twinharbor.responder.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.twinharbor.responder.action.ActionFailed;
import io.twinharbor.responder.guard.Mode;
import io.twinharbor.responder.ledger.Incident;
import io.twinharbor.responder.ledger.Incidents;
import io.twinharbor.responder.ledger.Stops;
import io.twinharbor.responder.ledger.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to those who act, nothing is done twice. */
class ResponderTest {

    private static Trial trial;

    private final Incidents incidents = new Incidents(trial.store());
    private final Instances instances = new Instances(trial);
    private final List<String> done = instances.done();
    private Mode mode = Mode.ACT;

    @BeforeAll
    static void start() {
        trial = new Trial();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @BeforeEach
    void forgetAll() throws SQLException {
        trial.execute("TRUNCATE incident CASCADE");
        trial.execute("TRUNCATE stop");
    }

    /** What kills an instance in the middle: nothing of ours catches it. */
    private static final class PowerCut extends Error {

        private static final long serialVersionUID = 1L;
    }

    @Test
    void anActionIsDoneAndItsResultIsWrittenDown() throws Exception {
        UUID id = trial.told("one", restart(1));
        responder("first").see();
        assertEquals(List.of("restart-pod east/Pod/accounts/" + pod(1)), done);
        Incident.Outcome decision = incidents.find(id).orElseThrow().decision();
        assertEquals("done", decision.state());
        assertEquals("as it was told", decision.result());
        assertEquals("first", decision.instance());
    }

    @Test
    void anAlertThatIsToldOfAgainIsNotActedOnAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            trial.told("one", restart(1));
            responder("after restart " + i).see();
        }
        assertEquals(1, done.size());
    }

    @Test
    void ofTwoInstancesAtTheSameTimeOneActs() throws Exception {
        for (int i = 0; i < 3; i++) {
            trial.told("alert " + i, restart(i));
        }
        CountDownLatch both = new CountDownLatch(8);
        ExecutorService executor = Executors.newFixedThreadPool(8);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Responder responder = responder("instance " + i);
            running.add(executor.submit(() -> {
                both.countDown();
                both.await(10, TimeUnit.SECONDS);
                responder.see();
                responder.recover();
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get(60, TimeUnit.SECONDS);
        }
        executor.shutdown();
        assertEquals(3, done.size(), done.toString());
    }

    @Test
    void whatSomebodyIsStillAtIsNotTakenForUnfinished() throws Exception {
        UUID id = trial.told("one", restart(1));
        instances.during(() -> {
            try {
                responder("second").recover();
                responder("second").see();
                assertEquals("claimed", incidents.find(id).orElseThrow().decision().state());
            } catch (SQLException | IOException e) {
                throw new AssertionError(e);
            }
        });
        responder("first").see();
        assertEquals("done", incidents.find(id).orElseThrow().decision().state());
        assertEquals(1, done.size());
    }

    @Test
    void whatWasBegunBySomebodyWhoIsGoneIsReportedAndNotRepeated() throws Exception {
        UUID id = killedIn("one", restart(1));
        responder("second").recover();
        assertEquals(1, done.size());
        Incident.Outcome decision = incidents.find(id).orElseThrow().decision();
        assertEquals("interrupted", decision.state());
        assertEquals("begun by first, which did not finish it: it may have been done, and is not repeated", decision.result());
    }

    @Test
    void whatMakesNoDifferenceTheSecondTimeIsRepeatedOnce() throws Exception {
        Map<String, String> backUp = Map.of("alertname", "DatabaseBackupTooOld", "action", "back-up", "cluster", "east",
                "namespace", "accounts", "pod", "accounts-db-1");
        UUID id = killedIn("one", backUp);
        responder("second").recover();
        responder("third").recover();
        assertEquals(2, done.size());
        assertEquals("done", incidents.find(id).orElseThrow().decision().state());
        assertEquals(2, incidents.find(id).orElseThrow().decision().attempts());
    }

    @Test
    void whatTwoHaveNotFinishedIsLeftToPeople() throws Exception {
        Map<String, String> backUp = Map.of("alertname", "DatabaseBackupTooOld", "action", "back-up", "cluster", "east",
                "namespace", "accounts", "pod", "accounts-db-1");
        UUID id = killedIn("one", backUp);
        instances.during(() -> {
            throw new PowerCut();
        });
        Responder second = responder("second");
        assertThrows(PowerCut.class, second::recover);
        instances.during(() -> { });
        responder("third").recover();
        assertEquals("interrupted", incidents.find(id).orElseThrow().decision().state());
        assertEquals(2, done.size());
    }

    @Test
    void whatCannotBeDoneIsWrittenDownWithItsReason() throws Exception {
        instances.during(() -> {
            throw new ActionFailed("its disruption budget does not let it go now");
        });
        UUID id = trial.told("one", restart(1));
        responder("first").see();
        assertEquals("failed", incidents.find(id).orElseThrow().decision().state());
        assertEquals("its disruption budget does not let it go now", incidents.find(id).orElseThrow().decision().result());
    }

    @Test
    void aSecondAlertOfTheSameTargetFindsItLeftAlone() throws Exception {
        trial.told("one", restart(1));
        UUID second = trial.told("two", restart(1));
        responder("first").see();
        assertEquals(1, done.size());
        assertTrue(incidents.find(second).orElseThrow().decision().reason().startsWith("something was done with it"));
    }

    @Test
    void moreThanItsLimitIsRefused() throws Exception {
        for (int i = 0; i < 5; i++) {
            trial.told("alert " + i, restart(i));
        }
        responder("first").see();
        assertEquals(3, done.size());
    }

    @Test
    void whileTheSwitchStopsAllNothingIsDone() throws Exception {
        new Stops(trial.store()).change(true, "ada", "an exercise");
        UUID id = trial.told("one", restart(1));
        responder("first").see();
        assertEquals(List.of(), done);
        assertEquals("all actions are stopped, by ada: an exercise", incidents.find(id).orElseThrow().decision().reason());
    }

    @Test
    void aDryRunAsksTheClusterAndSaysWhatWouldBe() throws Exception {
        mode = Mode.DRY_RUN;
        UUID id = trial.told("one", restart(1));
        responder("first").see();
        assertEquals(List.of("restart-pod east/Pod/accounts/" + pod(1) + " (dry run)"), done);
        assertEquals("dry-run", incidents.find(id).orElseThrow().decision().state());
        assertEquals("would be: as it was told", incidents.find(id).orElseThrow().decision().result());
    }

    @Test
    void anAlertThatCannotBeJudgedHoldsUpNoOther() throws Exception {
        instances.answering(query -> 1 / (query.contains(pod(1)) ? 0 : 1) == 1);
        UUID faulty = trial.told("one", restart(1));
        trial.told("two", restart(2));
        responder("first").see();
        assertEquals(List.of("restart-pod east/Pod/accounts/" + pod(2)), done);
        assertEquals("it could not be judged; the log of first says why",
                incidents.find(faulty).orElseThrow().decision().reason());
    }

    /** The first instance is killed right after the cluster has done what it asked for. */
    private UUID killedIn(String fingerprint, Map<String, String> labels) throws Exception {
        UUID id = trial.told(fingerprint, labels);
        instances.during(() -> {
            throw new PowerCut();
        });
        Responder first = responder("first");
        assertThrows(PowerCut.class, first::see);
        instances.during(() -> { });
        assertEquals("claimed", incidents.find(id).orElseThrow().decision().state());
        return id;
    }

    private Responder responder(String instance) throws IOException {
        return instances.make(instance, mode);
    }

    private static Map<String, String> restart(int number) {
        return Map.of("alertname", "PodNotReady", "action", "restart-pod", "cluster", "east", "namespace", "accounts",
                "pod", pod(number));
    }

    private static String pod(int number) {
        return "accounts-5d9f8c7b6d-x7k2" + number;
    }
}
