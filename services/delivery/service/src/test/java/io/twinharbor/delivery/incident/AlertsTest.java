package io.twinharbor.delivery.incident;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.twinharbor.delivery.Answers;
import io.twinharbor.delivery.access.Trust;
import io.twinharbor.delivery.metric.Thanos;
import io.twinharbor.delivery.reconciliation.Reconciled;
import org.junit.jupiter.api.Test;

/** From alerts of broken promises to incidents. */
class AlertsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    private final Map<String, Incident> stored = new LinkedHashMap<>();
    private final List<String> series = new ArrayList<>();

    @Test
    void aTimeInWhichAPromiseIsBrokenIsAnIncidentThatEnds() throws IOException {
        fired("east", "availability", 300, 270);
        look();
        Incident incident = only();
        assertEquals(List.of("accounts", "east", "availability missed", ago(300), ago(270)), List.of(incident.service(),
                incident.environment(), incident.title(), incident.beganAt(), incident.restoredAt()));
    }

    @Test
    void oneThatStillFiresLasts() throws IOException {
        fired("east", "availability", 20, 0);
        look();
        assertNull(only().restoredAt());
    }

    @Test
    void severalPromisesThatAreBrokenTogetherAreOneIncident() throws IOException {
        fired("east", "availability", 100, 60);
        fired("east", "latency", 90, 50);
        look();
        assertEquals("availability and latency missed", only().title());
        assertEquals(ago(100), only().beganAt());
        assertEquals(ago(50), only().restoredAt());
    }

    @Test
    void whatFiresAgainSoonGoesOnAndWhatFiresLaterIsAnother() throws IOException {
        fired("east", "availability", 200, 180);
        fired("east", "availability", 175, 160);
        fired("east", "availability", 100, 90);
        look();
        assertEquals(List.of(ago(160), ago(90)), stored.values().stream().map(Incident::restoredAt).toList());
    }

    @Test
    void eachClusterHasItsOwn() throws IOException {
        fired("east", "availability", 100, 60);
        fired("west", "availability", 100, 60);
        look();
        assertEquals(2, stored.size());
    }

    @Test
    void oneThatLastsIsLookedAtFromItsBeginningAndKeepsWhatSomebodyHasAdded() throws IOException {
        String id = "alerts/east/accounts/" + ago(60 * 24 * 9).getEpochSecond();
        stored.put(id, new Incident(id, "accounts", "east", "latency missed", ago(60 * 24 * 9), null, "a41c09be", "https://why"));
        fired("east", "latency", 60 * 24 * 9, 30);
        String asked = look();
        assertTrue(asked.contains("&start=" + ago(60 * 24 * 9 + 10).getEpochSecond()), asked);
        assertEquals(List.of("a41c09be", "https://why", ago(30)), List.of(only().revision(), only().link(), only().restoredAt()));
    }

    @Test
    void afterTheFirstLookLessIsAskedFor() throws IOException {
        try (Answers thanos = new Answers(asked -> answer())) {
            Alerts alerts = alerts(thanos);
            alerts.look(NOW);
            alerts.look(NOW);
            assertTrue(thanos.asked().get(0).address().contains("&start=" + NOW.minus(Duration.ofDays(7)).getEpochSecond()));
            assertTrue(thanos.asked().get(1).address().contains("&start=" + NOW.minus(Duration.ofHours(6)).getEpochSecond()));
        }
    }

    @Test
    void aThanosThatIsAwayKeepsNothingElseFromBeingDone() throws IOException {
        try (Answers away = new Answers(asked -> null)) {
            assertDoesNotThrow(() -> alerts(away).onReconciled(new Reconciled(NOW)));
        }
        assertTrue(stored.isEmpty());
    }

    /** From so many minutes ago to so many. */
    private void fired(String cluster, String objective, int from, int to) {
        String values = IntStream.rangeClosed(0, from - to).mapToObj(minute -> "[%d,\"%d\"]".formatted(
                ago(from - minute).getEpochSecond(), ago(from).getEpochSecond())).collect(Collectors.joining(","));
        series.add("{\"metric\":{\"cluster\":\"%s\",\"service\":\"accounts\",\"slo\":\"%s\"},\"values\":[%s]}".formatted(cluster,
                objective, values));
    }

    private String look() throws IOException {
        try (Answers thanos = new Answers(asked -> answer())) {
            alerts(thanos).look(NOW);
            return thanos.asked().get(0).address();
        }
    }

    private String answer() {
        return "{\"status\":\"success\",\"data\":{\"result\":[" + String.join(",", series) + "]}}";
    }

    private Incident only() {
        assertEquals(1, stored.size(), stored.keySet()::toString);
        return stored.values().iterator().next();
    }

    private Alerts alerts(Answers answers) {
        return new Alerts(new Thanos(Optional.of(URI.create(answers.address())), new Trust(Optional.empty())), new Incidents() {
            @Override
            public void put(Incident incident) {
                stored.put(incident.id(), incident);
            }

            @Override
            public Optional<Incident> find(String id) {
                return Optional.ofNullable(stored.get(id));
            }

            @Override
            public Optional<Instant> firstOpen(String beginning) {
                return stored.values().stream().filter(one -> one.id().startsWith(beginning) && one.restoredAt() == null)
                        .map(Incident::beganAt).min(Instant::compareTo);
            }
        });
    }

    private static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }
}
