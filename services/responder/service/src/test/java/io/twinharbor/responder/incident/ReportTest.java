package io.twinharbor.responder.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Facts;
import io.twinharbor.responder.cause.Guess;
import io.twinharbor.responder.cause.Movement;
import io.twinharbor.responder.cause.Sign;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is kept of what was found out. */
class ReportTest {

    private static final Instant FIRED = Instant.parse("2026-05-01T12:00:00Z");

    /** With a NUL, which jsonb refuses, and half of a surrogate pair, as a cut leaves it. */
    private static final String EVIDENCE = "no\0thing\nleft \ud83d";

    @Test
    void whatNoDatabaseKeepsIsInNoReport() {
        List<Fact> facts = List.of(new Fact(Sign.Kind.LOG, EVIDENCE, FIRED), new Fact(Sign.Kind.EVENT, EVIDENCE, FIRED));
        Investigation found = new Investigation(facts,
                List.of(new Movement("errors", Map.of("pod", EVIDENCE), FIRED, 0, 1)), List.of(EVIDENCE));
        Guess guess = new Guess("any", "Anything", 1, List.of(new Guess.Evidence(1, facts.get(0).text())));
        JsonObject report = Report.of(FIRED, found, new Facts(FIRED, facts), List.of(guess));
        assertFalse(report.toString().contains("\\u0000"), report.toString());
        assertEquals("no\ufffdthing\nleft \ufffd", report.getJsonArray("logs").getJsonObject(0).getString("text"));
    }

    @Test
    void whatWasKeptOfAFactIsThatFact() {
        List<Fact> facts = List.of(new Fact(Sign.Kind.STATE, EVIDENCE, FIRED), new Fact(Sign.Kind.LOG, EVIDENCE, FIRED));
        assertEquals(facts, Report.facts(Report.of(FIRED, new Investigation(facts, List.of(), List.of()))));
    }
}
