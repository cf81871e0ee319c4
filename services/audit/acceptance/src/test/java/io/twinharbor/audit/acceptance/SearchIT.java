package io.twinharbor.audit.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may search, and what is found. */
class SearchIT {

    private static final String OURS = Client.EVENTS + "?actor=searcher";

    private final Client auditor = Stand.service().as("auditor");

    @BeforeAll
    static void somethingHappens() {
        for (int user = 900_001; user <= 900_005; user++) {
            Stand.accounts().happens("user.created", user, "searcher");
        }
        Stand.accounts().happens("user.deleted", 900_001, "searcher");
        Eventually.get(() -> Client.array(Stand.service().as("auditor").get(OURS)).size(), size -> size == 6);
    }

    @Test
    void onlyAuditorsMay() {
        for (String path : List.of(Client.EVENTS, Client.EVENTS + "/export", "/api/v1/audit/head")) {
            Expect.unauthorized(Stand.service().as().get(path));
            Expect.problem(403, Stand.service().as("admin").get(path));
        }
    }

    @Test
    void theNewestComesFirstAndPagesFollowByTheirLinks() {
        List<Integer> users = new ArrayList<>();
        for (String page = OURS + "&limit=2"; page != null;) {
            var answer = Expect.status(200, auditor.get(page));
            Client.array(answer).getValuesAs(JsonObject.class).forEach(event -> users.add(event.getInt("userId")));
            page = Client.next(answer);
        }
        assertEquals(List.of(900_001, 900_005, 900_004, 900_003, 900_002, 900_001), users);
    }

    @Test
    void aUserATypeAndATimeNarrowItDown() {
        assertEquals(2, found("&user=900001"));
        assertEquals(1, found("&user=900001&type=user.deleted"));
        assertEquals(6, found("&from=2020-01-01T00:00:00Z"));
        assertEquals(6, found("&from=2020-01-01T00:00:00%2B18:00"));
        assertEquals(0, found("&to=2020-01-01T00:00:00Z"));
        assertEquals(0, found("&type=user.changed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=x", "user=0", "type=nonsense", "from=yesterday", "to=2026", "sort=seq", "limit=0", "limit=501",
        "cursor=nonsense", "actor=", "sort=occurredAt&cursor=ZmFsc2UKMQowMDAwLTAxLTAxVDAwOjAwOjAwWg"})
    void whatCannotBeUnderstoodIsToldSo(String query) {
        Expect.problem(400, auditor.get(Client.EVENTS + "?" + query));
    }

    @Test
    void theHeadIsThatOfTheNewestEvent() {
        JsonObject head = Client.object(Expect.status(200, auditor.get("/api/v1/audit/head")));
        assertTrue(head.getString("hash").matches("[0-9a-f]{64}") && head.getInt("seq") >= 6, head.toString());
    }

    @Test
    void anExportIsCsvForWhoWantsIt() {
        var csv = Expect.status(200, auditor.get(Client.EVENTS + "/export?actor=searcher", "Accept", "text/csv"));
        assertEquals(7, csv.body().lines().count());
        Expect.problem(406, auditor.get(Client.EVENTS + "/export", "Accept", "application/pdf"));
    }

    @Test
    void theApiIsDescribed() {
        assertTrue(Stand.service().as().get("/openapi").body().contains("/api/v1/audit/events/export"));
    }

    private int found(String filter) {
        return Client.array(Expect.status(200, auditor.get(OURS + filter))).size();
    }
}
