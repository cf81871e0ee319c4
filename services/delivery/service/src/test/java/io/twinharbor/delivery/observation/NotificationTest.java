package io.twinharbor.delivery.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Instant;

import io.twinharbor.conduct.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Argo CD tells, in the words of kustomize/platform/argo-cd/settings/notifications.yaml. */
class NotificationTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @CsvSource({"accounts-staging, accounts, staging", "accounts-production-east, accounts, east",
        "single-sign-on-production-far-west, single-sign-on, far-west", "staging-staging, staging, staging"})
    void anApplicationIsCalledByItsServiceAndEnvironment(String application, String service, String environment) {
        Observation observation = read(application, "good", "");
        assertEquals(service, observation.service());
        assertEquals(environment, observation.environment());
    }

    @Test
    void aGoodReleaseIsOneThatUsersHave() {
        Observation observation = read("accounts-staging", "good", ", \"at\": \"2026-01-05T07:59:00Z\"");
        assertTrue(observation.good());
        assertEquals(REVISION, observation.revision());
        assertEquals(Instant.parse("2026-01-05T07:59:00Z"), observation.observedAt());
        assertTrue(observation.reachedUsers());
    }

    @Test
    void ofABadOneNobodySaysWhetherUsersHadIt() {
        Observation observation = read("accounts-production-east", "bad", ", \"reason\": \"Rollout accounts: \\\"slow\\\"\"");
        assertFalse(observation.good());
        assertEquals("Rollout accounts: \"slow\"", observation.reason());
        assertNull(observation.reachedUsers());
        assertEquals(NOW, observation.observedAt());
    }

    @Test
    void whatNoDatabaseKeepsIsNotInAReason() {
        assertEquals("bad \ufffd byte", read("accounts-staging", "bad", ", \"reason\": \"bad \\u0000 byte\"").reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                                         | application is required, as a string
        {"application": "accounts", "revision": "1", "outcome": "good"}            | application must be <service>-staging
        {"application": "accounts-staging", "revision": "main", "outcome": "good"} | revision must be a commit
        {"application": "accounts-staging", "revision": "%1$s", "outcome": "so"}   | outcome must be good or bad
        {"application": "a-staging", "revision": "%1$s", "outcome": "bad", "at": "noon"} | at must be a time
        {"application": "a-staging", "revision": "%1$s", "outcome": "bad", "at": "+10000-01-01T00:00:00Z"} | at must be a time
        """)
    void whatDoesNotFitIsNamed(String json, String told) {
        var refusal = assertThrows(ProblemException.class, () -> read(json.formatted(REVISION)));
        assertEquals(422, refusal.problem().status());
        assertTrue(refusal.problem().detail().contains(told), refusal.problem().detail());
    }

    private static Observation read(String application, String outcome, String more) {
        return read("""
                {"application": "%s", "project": "production", "repository": "https://git.example/twinharbor.git",
                 "revision": "%s", "released": "", "outcome": "%s"%s}""".formatted(application, REVISION, outcome, more));
    }

    private static Observation read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return Notification.read(reader.readObject(), NOW);
        }
    }
}
