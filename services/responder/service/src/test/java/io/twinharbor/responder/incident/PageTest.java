package io.twinharbor.responder.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Facts;
import io.twinharbor.responder.cause.Guess;
import io.twinharbor.responder.cause.Movement;
import io.twinharbor.responder.cause.Sign;
import io.twinharbor.responder.ledger.Incident;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** An incident as it is shown, as JSON and as a page. */
class PageTest {

    private static final Instant FIRED = Instant.parse("2026-05-01T12:00:00Z");
    private static final String EVIL = "<script>alert('1')</script> & \"more\"";

    @Test
    void thePageTellsAllThatIsKnown() {
        String page = Page.of(incident(report()));
        for (String told : List.of("PodNotReady", "restart-pod", "east/Pod/accounts/accounts-1", "evicted", "bad-release",
                "errors", "release accounts-7c9d", "Not seen: logs: away", "Alert ended after", "240 s")) {
            assertTrue(page.contains(told), told + " is not in " + page);
        }
    }

    @Test
    void whatOthersWroteIsTextAndNoMarkup() {
        String page = Page.of(incident(report())) + Page.of(List.of(incident(report())));
        assertFalse(page.contains("<script"), page);
        assertTrue(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;"), page);
    }

    @Test
    void aRunbookIsLinkedIfItIsAnAddress() {
        assertTrue(Page.of(incident(report())).contains("<a href=\"https://git.example.org/runbook\">"));
        Incident evil = incident(report());
        evil = new Incident(evil.id(), new Alert("f", FIRED, null, evil.alert().labels(),
                Map.of("runbook_url", "javascript:alert(1)")), 1, FIRED, null, null, null);
        assertFalse(Page.of(evil).contains("javascript:"));
    }

    @Test
    void thePageCanBeReadWithoutSight() {
        String page = Page.of(incident(report()));
        assertTrue(page.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
        assertEquals(1, count("<h1>", page));
        assertEquals(count("<table>", page), count("<caption>", page));
        assertEquals(count("<th", page), count("<th scope=\"col\">", page) + count("<thead>", page));
        assertTrue(count("<title>", page) == 1 && count("<main>", page) == 1, page);
    }

    @Test
    void whatIsNotKnownYetIsSaid() {
        Incident fresh = incident(null);
        fresh = new Incident(fresh.id(), fresh.alert(), 1, FIRED, null, null, null);
        assertTrue(Page.of(fresh).contains("That is not decided yet."));
        assertTrue(Page.of(fresh).contains("It has not been looked into yet."));
    }

    @Test
    void aReportThatIsNotFinishedKeepsItsFacts() {
        Investigation found = new Investigation(List.of(new Fact(Sign.Kind.STATE, "OOMKilled exit 137", FIRED),
                new Fact(Sign.Kind.LOG, "fatal", FIRED, "accounts-1: fatal")), List.of(), List.of());
        JsonObject report = Report.of(FIRED, found);
        assertFalse(report.containsKey("causes"));
        assertEquals(found.facts(), Report.facts(report));
    }

    @Test
    void whatMovedIsReadAgainToSeeWhatCameOfIt() {
        List<Movement> moved = Report.movements(report());
        assertEquals(List.of("errors"), moved.stream().map(Movement::series).toList());
        assertTrue(Double.isNaN(moved.get(0).before()));
        JsonObject later = Report.withEffect(report(), FIRED.plusSeconds(300),
                List.of(new Effect.Later(moved.get(0), Double.NaN, true)));
        assertEquals(true, later.getJsonObject("effect").getJsonArray("series").getJsonObject(0).getBoolean("isBack"));
        assertTrue(later.containsKey("causes"));
    }

    private static int count(String what, String text) {
        return (int) Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
    }

    private static JsonObject report() {
        Movement movement = new Movement("errors", Map.of("cluster", "east"), FIRED.minusSeconds(300), Double.NaN, 0.5);
        Investigation found = new Investigation(List.of(
                new Fact(Sign.Kind.CHANGE, "release accounts-7c9d", FIRED.minusSeconds(400)),
                new Fact(Sign.Kind.EVENT, EVIL, FIRED), new Fact(Sign.Kind.LOG, EVIL, FIRED)), List.of(movement),
                List.of("logs: away"));
        return Report.of(FIRED, found, new Facts(FIRED, found.facts()),
                List.of(new Guess("bad-release", "A release.", 70, List.of(new Guess.Evidence(50, EVIL)))));
    }

    private static Incident incident(JsonObject report) {
        Alert alert = new Alert("f", FIRED, FIRED.plus(Duration.ofMinutes(5)),
                Map.of("alertname", "PodNotReady", "severity", "warning", "cluster", "east", "evil", EVIL),
                Map.of("summary", EVIL, "description", EVIL, "runbook_url", "https://git.example.org/runbook"));
        return new Incident(UUID.randomUUID(), alert, 2, FIRED, new Incident.Outcome("restart-pod",
                "east/Pod/accounts/accounts-1", "done", "the catalogue has it", "evicted", 1,
                "responder-1", FIRED, FIRED.plusSeconds(60)), FIRED, report);
    }
}
