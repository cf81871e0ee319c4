package io.twinharbor.console.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void onlyWhatIsOtherwiseIsShown() {
        var event = Event.of(Json.createReader(new StringReader("""
                {"seq": 7, "type": "user.changed", "actor": "editor", "traceId": null, "occurredAt": "2026-01-02T03:04:05Z",
                 "before": {"id": 1, "email": "a@example.org", "active": true, "roles": [], "changedAt": "2026-01-01T00:00:00Z"},
                 "after": {"id": 1, "email": "a@example.org", "active": false, "roles": ["clerk"],
                           "changedAt": "2026-01-02T03:04:05Z"}}""")).readObject());
        assertEquals("changed", event.verb());
        assertEquals(List.of(new Event.Change("active", "true", "false"), new Event.Change("roles", "", "clerk")),
                event.changes());
    }
}
