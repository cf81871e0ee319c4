package io.twinharbor.responder.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.twinharbor.responder.Shipped;
import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.catalogue.Catalogue;
import io.twinharbor.responder.catalogue.CatalogueFile;
import io.twinharbor.responder.catalogue.Target;
import io.twinharbor.responder.guard.Decision.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done, and what is not and why. */
class GuardsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String POD = "accounts-5d9f8c7b6d-x7k2p";

    private Catalogue catalogue;
    private Guards.Question question = query -> true;
    private Mode mode = Mode.ACT;

    @BeforeEach
    void readTheCatalogue() throws IOException {
        catalogue = CatalogueFile.read(Shipped.catalogue());
    }

    @Test
    void whatTheCatalogueHasForATargetIsDone() {
        Decision decision = propose(restart());
        assertEquals(State.CLAIMED, decision.state());
        assertEquals("east/Pod/accounts/" + POD, decision.target().toString());
    }

    @Test
    void anAlertThatAsksForNothingOrForEvidenceGetsNoAction() {
        assertEquals(State.NONE, propose(alert(Map.of("action", "none"))).state());
        assertEquals(State.NONE, propose(alert(Map.of())).state());
        assertEquals(State.NONE, propose(alert(Map.of("action", "gather-evidence"))).state());
    }

    @Test
    void anActionThatIsNotListedIsRefused() {
        refused("the catalogue has no such action", alert(Map.of("action", "delete-everything")));
    }

    @Test
    void aTargetThatIsNotListedIsRefused() {
        refused("the catalogue does not have it for this target", alert(Map.of("action", "restart-pod", "cluster", "east",
                "namespace", "kube-system", "pod", "coredns-5d9f8c7b6d-x7k2p")));
    }

    @Test
    void anAlertThatDoesNotNameItsTargetIsRefused() {
        refused("the alert has no label pod", alert(Map.of("action", "restart-pod", "cluster", "east", "namespace", "accounts")));
        refused("the label pod has characters that no name has", alert(Map.of("action", "restart-pod", "cluster", "east",
                "namespace", "accounts", "pod", "accounts-.*\"")));
    }

    @Test
    void aClusterThatIsNotReachedIsRefused() {
        refused("the cluster south is not reached from here", alert(Map.of("action", "restart-pod", "cluster", "south",
                "namespace", "accounts", "pod", POD)));
    }

    @Test
    void aConditionThatDoesNotHoldRefuses() {
        question = query -> !query.contains("kube_pod_status_ready");
        refused("no other pod of it would serve meanwhile", restart());
    }

    @Test
    void aConditionThatNobodyCanTellRefuses() {
        question = query -> {
            throw new IOException("Thanos is away");
        };
        refused("it is not known whether no other pod of it would serve meanwhile: Thanos is away", restart());
    }

    @Test
    void theLastClusterDoesNotLeaveTheEdge() {
        question = query -> !query.startsWith("count(up{job=~\"(monitoring|traefik)/traefik\",cluster!=\"west\"}");
        refused("no other cluster is seen to take requests", alert(Map.of("action", "leave-edge", "cluster", "west")));
    }

    @Test
    void nothingIsDoneWhileAllIsStopped() {
        assertEquals("all actions are stopped, by ada: an exercise",
                guards().propose(restart(), Optional.of("by ada: an exercise")).reason());
        mode = Mode.STOPPED;
        refused("the setting ACTIONS stops all actions", restart());
    }

    @Test
    void anAlertThatHasEndedIsLeftAlone() {
        Alert fires = restart();
        refused("the alert has ended by itself",
                new Alert(fires.fingerprint(), fires.startsAt(), NOW, fires.labels(), fires.annotations()));
    }

    @Test
    void aDryRunOnlyAsks() {
        mode = Mode.DRY_RUN;
        assertEquals(State.DRY_RUN, propose(restart()).state());
    }

    @Test
    void anActionHasALimitWithinATime() throws SQLException {
        assertEquals(State.CLAIMED, limit(past(2, 2, null)).state());
        assertEquals("it was done 3 times within 60 min", limit(past(3, 3, null)).reason());
    }

    @Test
    void allActionsTogetherHaveALimit() throws SQLException {
        assertEquals("there were 10 actions within an hour: something is wrong that they do not mend",
                limit(past(0, 10, null)).reason());
    }

    @Test
    void aTargetIsLeftAloneForAWhileAfterAnyAction() throws SQLException {
        assertEquals("something was done with it 10 min ago, and it is left alone for 30 min",
                limit(past(1, 1, Duration.ofMinutes(10))).reason());
        assertEquals(State.CLAIMED, limit(past(1, 1, Duration.ofMinutes(31))).state());
    }

    @Test
    void whatIsRefusedAnywayStaysSo() throws SQLException {
        Decision refused = propose(alert(Map.of("action", "delete-everything")));
        assertEquals(refused, guards().limit(refused, past(0, 0, null)));
    }

    private Decision limit(Past past) throws SQLException {
        return guards().limit(propose(restart()), past);
    }

    private static Past past(int ofThis, int ofAll, Duration lastAgo) {
        return new Past() {

            @Override
            public int count(String action, Instant since) {
                return ofThis;
            }

            @Override
            public int count(Instant since) {
                return ofAll;
            }

            @Override
            public Optional<Instant> last(Target target) {
                return Optional.ofNullable(lastAgo).map(NOW::minus);
            }
        };
    }

    private void refused(String why, Alert alert) {
        Decision decision = propose(alert);
        assertEquals(why, decision.reason());
        assertEquals(State.REFUSED, decision.state());
    }

    private Decision propose(Alert alert) {
        return guards().propose(alert, Optional.empty());
    }

    private Guards guards() {
        return new Guards(catalogue, mode, 10, cluster -> !cluster.equals("south"), question, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Alert restart() {
        return alert(Map.of("action", "restart-pod", "cluster", "east", "namespace", "accounts", "pod", POD));
    }

    private static Alert alert(Map<String, String> labels) {
        return new Alert("f", NOW.minusSeconds(30), null, new HashMap<>(labels), Map.of());
    }
}
