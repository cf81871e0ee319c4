package io.twinharbor.responder.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Alertmanager tells is understood as it writes it. */
class NotificationTest {

    private static final String TOLD = """
            {"receiver": "responder", "status": "firing", "version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0,
             "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager:9093",
             "alerts": [
               {"status": "firing", "labels": {"alertname": "PodNotReady", "namespace": "accounts"},
                "annotations": {"summary": "It is not ready"}, "startsAt": "2026-05-01T12:00:00.123456789Z",
                "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "http://prometheus", "fingerprint": "c0ffee"},
               {"status": "resolved", "labels": {"alertname": "RouteFails", "service": "accounts"}, "annotations": {},
                "startsAt": "2026-05-01T11:00:00+02:00", "endsAt": "2026-05-01T12:00:00Z", "generatorURL": "",
                "fingerprint": "beef"}]}
            """;

    @Test
    void eachAlertIsReadWithItsTimes() throws IOException {
        List<Alert> alerts = read(TOLD);
        assertEquals("PodNotReady", alerts.get(0).name());
        assertEquals(Instant.parse("2026-05-01T12:00:00.123456789Z"), alerts.get(0).startsAt());
        assertNull(alerts.get(0).endsAt());
        assertEquals(Instant.parse("2026-05-01T09:00:00Z"), alerts.get(1).startsAt());
        assertEquals(Instant.parse("2026-05-01T12:00:00Z"), alerts.get(1).endsAt());
    }

    @Test
    void anAlertBelongsToItsNamespaceOrItsServices() throws IOException {
        List<Alert> alerts = read(TOLD);
        assertEquals("accounts", alerts.get(0).scope());
        assertEquals("accounts", alerts.get(1).scope());
        assertEquals("", read(TOLD.replace("\"service\": \"accounts\"", "\"service\": \"api-east@file\"")).get(1).scope());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version": "4"                              | "version": "3"        | 422
            "fingerprint": "beef"                       | "print": "beef"       | 422
            "startsAt": "2026-05-01T11:00:00+02:00"     | "startsAt": "lately"  | 422
            "alerts": [                                 | "warnings": [         | 422
            {"receiver"                                 | {"receiver            | 400
            {"receiver"                                 | [{"receiver"          | 400
            """)
    void whatIsNoNotificationIsRefused(String good, String bad, int status) {
        var refused = assertThrows(ProblemException.class, () -> read(TOLD.replace(good, bad)));
        assertEquals(status, refused.problem().status(), refused.getMessage());
    }

    @Test
    void whatNoDatabaseKeepsIsInNoAlert() throws IOException {
        String odd = TOLD.replace("PodNotReady", "Pod\\u0000").replace("c0ffee", "c0\\u0000").replace("It is not", "\\ud83d");
        Alert alert = read(odd).get(0);
        assertEquals("Pod\ufffd", alert.name());
        assertEquals("c0\ufffd", alert.fingerprint());
        assertEquals("\ufffd ready", alert.annotations().get("summary"));
    }

    @Test
    void whatNobodyCouldReadIsRefused() {
        for (String number : List.of("1".repeat(1200), "1e99999999999", "[".repeat(1100) + "]".repeat(1100))) {
            var refused = assertThrows(ProblemException.class,
                    () -> read(TOLD.replace("\"truncatedAlerts\": 0", "\"truncatedAlerts\": " + number)));
            assertEquals(400, refused.problem().status());
        }
    }

    @Test
    void aBodyWithoutEndIsNotReadToIt() {
        var refused = assertThrows(ProblemException.class, () -> read(" ".repeat(Notification.LIMIT + 1)));
        assertEquals(413, refused.problem().status());
    }

    private static List<Alert> read(String json) throws IOException {
        return Notification.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
