package io.twinharbor.responder.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.twinharbor.responder.Contract;
import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.guard.Decision;
import io.twinharbor.responder.ledger.Incident;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What the contract says of incidents is what is shown. */
class ContractTest {

    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void anIncidentHasTheMembersThatTheContractNames() {
        JsonObject shown = IncidentJson.of(incident());
        Set<Object> all = new TreeSet<>(members("Summary"));
        all.addAll(members("Incident"));
        assertEquals(all, new TreeSet<>(shown.keySet()));
        assertEquals(members("Decision"), shown.getJsonObject("decision").keySet());
        assertEquals(members("Summary"), IncidentJson.summary(incident()).keySet());
    }

    @Test
    void aDecisionIsInOneOfTheStatesThatTheContractNames() {
        assertEquals(new TreeSet<>((List<?>) Contract.at("components", "schemas", "Decision", "properties", "state", "enum")),
                new TreeSet<>(Arrays.stream(Decision.State.values()).map(Decision.State::id).toList()));
    }

    @Test
    void aPageHoldsAsManyIncidentsAsTheContractSays() {
        assertEquals(IncidentResource.LIMIT, Contract.parameter("/api/v1/incidents", "get", "limit").get("maximum"));
    }

    @Test
    void whatTheServerShowsIsWhatTheFileSays() throws IOException {
        try (InputStream file = ContractTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            String contract = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(List.of(),
                    Pattern.compile(".*: [*&]\\w+.*").matcher(contract).results().map(MatchResult::group).toList());
        }
    }

    private static Set<?> members(String schema) {
        Map<?, ?> properties = (Map<?, ?>) Contract.at("components", "schemas", schema, "properties");
        assertEquals(new TreeSet<>((List<?>) Contract.at("components", "schemas", schema, "required")),
                new TreeSet<>(properties.keySet()));
        return properties.keySet();
    }

    private static Incident incident() {
        Alert alert = new Alert("f", AT, null, Map.of("alertname", "PodNotReady"), Map.of());
        return new Incident(UUID.randomUUID(), alert, 1, AT,
                new Incident.Outcome("none", null, "none", "so", null, 0, "one", AT, AT),
                null, null);
    }
}
