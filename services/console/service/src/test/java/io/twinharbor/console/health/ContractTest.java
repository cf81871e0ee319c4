package io.twinharbor.console.health;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.twinharbor.console.backend.Contract;
import org.junit.jupiter.api.Test;

/** What is asked of responders is what their contract gives. */
class ContractTest {

    private final Contract responder = Contract.of("responder");

    @Test
    void whatIsAskedForIsThere() {
        responder.assertAnswers(ResponderApi.class);
    }

    @Test
    void whatPagesShowIsInTheAnswers() {
        Incident incident = Incident.of(responder.whole("Incident"));
        Contract.assertWhole(incident.decision());
        Contract.assertWhole(incident.report());
        // What speaks for it is in the report.
        assertFalse(incident.cause().says().isEmpty());
        Contract.assertWhole(Responders.Stop.of(responder.whole("Stop")));
    }

    @Test
    void whatAnAnswerNeedNotHaveIsNotCountedOn() {
        assertDoesNotThrow(() -> Incident.of(responder.least("Incident")));
        assertDoesNotThrow(() -> Responders.Stop.of(responder.least("Stop")));
    }
}
