package io.twinharbor.audit.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is away for a while, each event comes into the trail, once and in its order. */
class FeedIT {

    private final AccountsStub accounts = Stand.accounts();

    @AfterEach
    void everybodyIsBack() {
        accounts.isAway(false);
    }

    @Test
    void anEventIsInTheTrailSoon() {
        List<String> happened = happen("soon", 3);
        assertEquals(happened, awaited("soon", 3));
    }

    @Test
    void accountsMayBeAway() {
        accounts.isAway(true);
        List<String> happened = happen("away", 5);
        Eventually.get(this::metrics, text -> failures(text) > 0);
        assertEquals(200, Stand.service().readiness());
        accounts.isAway(false);
        assertEquals(happened, awaited("away", 5));
    }

    @Test
    void theServiceMayBeAwayAndHasMoreThanOnePageToCatchUpWith() {
        happen("stopped", 1);
        awaited("stopped", 1);
        Stand.stopService();
        happen("stopped", 2500);
        Stand.startService();
        Stand.service().awaitReady();
        List<String> all = awaited("stopped", 2501);
        assertEquals(2501, all.stream().distinct().count());
        assertEquals(all.stream().sorted(java.util.Comparator.comparingLong(FeedIT::id)).toList(), all);
    }

    @Test
    void theDatabaseMayBeAway() throws IOException {
        happen("database", 1);
        awaited("database", 1);
        Stand.stopDatabase();
        try {
            happen("database", 3);
            Stand.service().await(503);
            Expect.problem(503, Stand.service().as("auditor").get(Client.EVENTS));
        } finally {
            Stand.startDatabase();
        }
        Stand.service().awaitReady();
        awaited("database", 4);
    }

    @Test
    void aTokenThatIsNotTakenAnyMoreIsRenewed() {
        accounts.revoke();
        assertEquals(happen("revoked", 1), awaited("revoked", 1));
    }

    @Test
    void whatAccountsHasForgottenStaysAndWhatIsNewComes() {
        happen("back", 4);
        awaited("back", 4);
        accounts.isSetBack(2);
        happen("back", 3);
        awaited("back", 7);
        JsonObject noted = Client.array(Expect.status(200,
                Eventually.get(() -> Stand.service().as("auditor").get(Client.EVENTS + "?type=audit.resumed"),
                        answer -> answer.body().length() > 2))).getJsonObject(0);
        assertTrue(noted.getJsonObject("before").getString("position").matches("\\d+-\\d+-\\d+-\\d+"));
        assertEquals(happen("after", 1), awaited("after", 1));
    }

    @Test
    void theChainIsWholeAndAForgeryIsFound() {
        List<String> happened = happen("forged", 3);
        awaited("forged", 3);
        assertEquals(0, Stand.run("io.twinharbor.audit.chain.Main", "verify"));
        String forged = "UPDATE audit_event SET actor = '%s' WHERE position = '" + happened.get(1) + "'";
        Stand.tamper(forged.formatted("eve"));
        assertEquals(3, Stand.run("io.twinharbor.audit.chain.Main", "verify"));
        Stand.tamper(forged.formatted("forged"));
        assertEquals(0, Stand.run("io.twinharbor.audit.chain.Main", "verify"));
    }

    @Test
    void operationsSeeHowLongAndHowMany() {
        happen("counted", 2);
        awaited("counted", 2);
        String metrics = metrics();
        for (String name : List.of("audit_delay_seconds_count", "audit_events_total", "audit_chain_length", "audit_lag_seconds",
                "audit_feed_failures_total", "audit_delay_seconds_bucket")) {
            assertTrue(metrics.contains(name), name + " in\n" + metrics.lines().filter(line -> line.contains("audit")).toList());
        }
    }

    private List<String> happen(String actor, int events) {
        return IntStream.rangeClosed(1, events).mapToObj(each -> accounts.happens("user.changed", each, actor)).toList();
    }

    /** The positions of what somebody did, in the order of the chain, as soon as there are so many. */
    private static List<String> awaited(String actor, int events) {
        return Eventually.get(() -> exported(actor), all -> all.size() == events);
    }

    private static List<String> exported(String actor) {
        List<String> positions = new ArrayList<>();
        var export = Stand.service().as("auditor")
                .get(Client.EVENTS + "/export?actor=" + actor, "Accept", "application/x-ndjson");
        if (export.statusCode() == 200) {
            export.body().lines().forEach(line -> positions.add(Client.object(line).getString("position")));
        }
        return positions;
    }

    private static long id(String position) {
        return Long.parseLong(position.split("-")[2]);
    }

    private String metrics() {
        return Expect.status(200, Stand.service().as().get("/metrics")).body();
    }

    private static double failures(String metrics) {
        return metrics.lines().filter(line -> line.startsWith("audit_feed_failures_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }
}
