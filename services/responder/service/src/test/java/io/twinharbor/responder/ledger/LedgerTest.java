package io.twinharbor.responder.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.alert.Notification;
import io.twinharbor.responder.catalogue.Target;
import io.twinharbor.responder.guard.Decision;
import io.twinharbor.responder.guard.Decision.State;
import jakarta.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written down, and how often. */
class LedgerTest {

    private static final Map<String, String> LABELS = Map.of("alertname", "PodNotReady", "severity", "warning");
    private static final Target TARGET = new Target("east", "Pod", "accounts", "accounts-1");

    private static Trial trial;

    private final Incidents incidents = new Incidents(trial.store());
    private final Decisions decisions = new Decisions(trial.store());

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

    @Test
    void anAlertThatIsToldOfAgainIsTheSameIncident() throws SQLException {
        UUID first = trial.told("one", LABELS);
        assertEquals(first, trial.told("one", LABELS));
        assertEquals(2, incidents.find(first).orElseThrow().told());
        assertEquals(1, incidents.before(Instant.now().plusSeconds(1), 10).size());
    }

    @Test
    void anAlertThatFiresAgainIsAnotherIncident() throws SQLException {
        trial.told("one", LABELS);
        Alert first = Trial.alert("one", LABELS);
        incidents.receive(List.of(new Alert("one", first.startsAt().plusSeconds(600), null, LABELS, Map.of())));
        assertEquals(2, incidents.before(Instant.now().plusSeconds(1), 10).size());
    }

    @Test
    void theEndOfAnAlertIsNotedAndTheEndOfAnUnknownOneIsNot() throws SQLException {
        UUID id = trial.told("one", LABELS);
        Alert ended = Trial.ended(Trial.alert("one", LABELS));
        incidents.receive(List.of(ended, Trial.ended(Trial.alert("never told", LABELS))));
        assertEquals(ended.endsAt().truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                incidents.find(id).orElseThrow().alert().endsAt().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertEquals(1, incidents.before(Instant.now().plusSeconds(1), 10).size());
    }

    @Test
    void whatIsToldIsKeptWhateverIsInIt() throws SQLException, IOException {
        incidents.receive(Notification.read(new ByteArrayInputStream("""
                {"version": "4", "alerts": [{"labels": {"alertname": "Odd\\u0000", "severity": "\\u0000"},
                 "annotations": {"summary\\u0000": "\\u0000"}, "startsAt": "2026-05-01T12:00:00Z", "fingerprint": "odd\\u0000"}]}
                """.getBytes(StandardCharsets.UTF_8))));
        assertEquals("Odd\ufffd", incidents.newestOf("odd\ufffd").orElseThrow().alert().name());
    }

    @Test
    void anIncidentIsDecidedOnOnce() throws SQLException {
        UUID id = trial.told("one", LABELS);
        assertTrue(decide(id, State.CLAIMED).isPresent());
        assertTrue(decide(id, State.CLAIMED).isEmpty());
        assertEquals(List.of(), incidents.undecided(10));
    }

    @Test
    void whatWasDoneBeforeIsCountedAndWhatWasRefusedIsNot() throws SQLException {
        decide(trial.told("one", LABELS), State.CLAIMED);
        decide(trial.told("two", LABELS), State.REFUSED);
        decide(trial.told("three", LABELS), State.DRY_RUN);
        decisions.decide(trial.told("four", LABELS), "test", past -> {
            assertEquals(2, past.count("restart-pod", Instant.now().minusSeconds(60)));
            assertEquals(0, past.count("scale", Instant.now().minusSeconds(60)));
            assertEquals(2, past.count(Instant.now().minusSeconds(60)));
            assertEquals(0, past.count(Instant.now().plusSeconds(60)));
            assertTrue(past.last(TARGET).isPresent());
            assertTrue(past.last(new Target("west", "Pod", "accounts", "accounts-1")).isEmpty());
            return decision(State.REFUSED);
        });
    }

    @Test
    void nobodyTouchesAnIncidentThatSomebodyIsAt() throws SQLException {
        UUID id = trial.told("one", LABELS);
        Decisions other = new Decisions(trial.store());
        assertTrue(decisions.alone(id, () -> assertFalse(other.alone(id, () -> {
            throw new AssertionError("Both are at it");
        }))));
        assertTrue(other.alone(id, () -> { }));
    }

    @Test
    void theResultOfAnAttemptThatWasTakenOverIsNotTaken() throws SQLException {
        UUID id = trial.told("one", LABELS);
        decide(id, State.CLAIMED);
        assertEquals(List.of(id), decisions.unfinished());
        assertEquals(Optional.of(2), decisions.takeOver(id, "second"));
        decisions.finish(id, 1, State.DONE, "by the first");
        assertEquals("claimed", incidents.find(id).orElseThrow().decision().state());
        decisions.finish(id, 2, State.DONE, "by the second");
        assertEquals("by the second", incidents.find(id).orElseThrow().decision().result());
        assertEquals(Optional.empty(), decisions.takeOver(id, "third"));
        assertEquals(List.of(), decisions.unfinished());
    }

    @Test
    void anIncidentIsLookedIntoByOneWhenItIsDecidedAndAgainLater() throws SQLException {
        UUID id = trial.told("one", LABELS);
        assertEquals(Optional.empty(), incidents.nextToInvestigate());
        decide(id, State.REFUSED);
        assertEquals(id, incidents.nextToInvestigate().orElseThrow().id());
        assertEquals(Optional.empty(), incidents.nextToInvestigate());
        incidents.report(id, Json.createObjectBuilder().add("began", "then").build(), Duration.ZERO);
        assertEquals("then", incidents.nextToInvestigate().orElseThrow().report().getString("began"));
        incidents.report(id, Json.createObjectBuilder().build(), null);
        assertEquals(Optional.empty(), incidents.nextToInvestigate());
    }

    @Test
    void alertsAroundTheSameTimeAreFound() throws SQLException {
        trial.told("one", LABELS);
        Instant at = Trial.alert("one", LABELS).startsAt();
        assertEquals(1, incidents.around(at.plusSeconds(300), Duration.ofMinutes(15)).size());
        assertEquals(0, incidents.around(at.plusSeconds(3000), Duration.ofMinutes(15)).size());
    }

    @Test
    void oldIncidentsAreForgottenWithWhatWasDecided() throws SQLException {
        decide(trial.told("one", LABELS), State.REFUSED);
        assertEquals(0, incidents.forget(Duration.ofDays(1)));
        trial.execute("UPDATE incident SET received_at = now() - interval '2 days'");
        assertEquals(1, incidents.forget(Duration.ofDays(1)));
    }

    @Test
    void theNewestSettingOfTheStopSwitchCounts() throws SQLException {
        Stops stops = new Stops(trial.store());
        assertEquals(Optional.empty(), stops.newest());
        stops.change(true, "ada", "an exercise");
        assertEquals("by ada: an exercise", stops.newest().orElseThrow().inWords());
        stops.change(false, "ada", "it is over");
        assertFalse(stops.newest().orElseThrow().stopped());
    }

    private Optional<Decision> decide(UUID id, State state) throws SQLException {
        return decisions.decide(id, "test", past -> decision(state));
    }

    private static Decision decision(State state) {
        return new Decision("restart-pod", null, TARGET, state, "so");
    }
}
