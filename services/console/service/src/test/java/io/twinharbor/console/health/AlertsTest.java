package io.twinharbor.console.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void anAlertOfBothIsThereOnceWithTheWordsOfAlertmanager() {
        var told = alert("east", "critical", "accounts fails", false);
        var together = Alerts.together(List.of(alert("east", "critical", "", false), alert("west", "warning", "", false)),
                List.of(told));
        assertEquals(List.of(told, alert("west", "warning", "", false)), together);
    }

    @Test
    void whatIsSilencedComesLast() {
        var silenced = alert("east", "critical", "accounts fails", true);
        assertEquals(silenced, Alerts.together(List.of(alert("west", "warning", "", false)), List.of(silenced)).get(1));
    }

    private static Alert alert(String cluster, String severity, String summary, boolean silenced) {
        return new Alert("ServiceLevelBurns", severity, cluster, "accounts", summary, NOW, silenced);
    }
}
