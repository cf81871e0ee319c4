package io.twinharbor.delivery.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Instant;

import io.twinharbor.conduct.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of an incident. */
class IncidentJsonTest {

    private static final String WHOLE = """
            {"service": "accounts", "environment": "east", "title": "Slow", "beganAt": "2026-01-05T08:00:00Z"}""";

    @Test
    void anIncidentIsReadAsItIsWritten() {
        Incident incident = IncidentJson.read("one", json(WHOLE));
        assertEquals(Instant.parse("2026-01-05T08:00:00Z"), incident.beganAt());
        assertEquals(json(WHOLE), Json.createObjectBuilder(IncidentJson.of(incident).build()).remove("id").build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2026-01-05T08:00:00Z | -1000000000-01-01T00:00:00Z | beganAt must be a time
        2026-01-05T08:00:00Z | +10000-01-01T00:00:00Z      | beganAt must be a time
        "title"              | "name"                      | name is not a member of an incident
        "Slow"               | 5                           | title must be a text
        """)
    void whatDoesNotFitIsNamed(String good, String bad, String told) {
        assertTold(told, () -> IncidentJson.read("one", json(WHOLE.replace(good, bad))));
    }

    @Test
    void toOneOfAlertsItsCauseAndALinkMayBeAdded() {
        assertEquals(new Addition("a41c09be", null), IncidentJson.readAddition(json("{\"revision\": \"a41c09be\"}")));
        assertEquals(new Addition(null, "https://why"), IncidentJson.readAddition(json("{\"link\": \"https://why\"}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"revision": "1", "restoredAt": "2026-01-05T08:00:00Z"} | restoredAt is not to be changed
        {"revision": 7}                                         | revision must be a text
        {"link": ""}                                            | link must be a text
        """)
    void whatAlertsTellOfIsNotChanged(String json, String told) {
        assertTold(told, () -> IncidentJson.readAddition(json(json)));
    }

    private static void assertTold(String told, Runnable reading) {
        var refused = assertThrows(ProblemException.class, reading::run);
        assertEquals(422, refused.problem().status());
        assertTrue(refused.problem().detail().contains(told), refused.problem().detail());
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
