package io.twinharbor.console.delivery;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.twinharbor.console.backend.Contract;
import jakarta.json.Json;
import org.junit.jupiter.api.Test;

/** What is asked of delivery is what its contract gives. */
class ContractTest {

    private final Contract delivery = Contract.of("delivery");

    @Test
    void whatIsAskedForIsThere() {
        delivery.assertAnswers(DeliveryApi.class);
    }

    @Test
    void whatPagesShowIsInTheAnswers() {
        Contract.assertWhole(Deployment.of(delivery.whole("Deployment")));
        Contract.assertWhole(Report.of(delivery.whole("Report")));
        Contract.assertWhole(Figures.of(Json.createObjectBuilder(delivery.whole("Indicators"))
                .add("from", "2026-01-05T08:00:00Z").build()));
    }

    @Test
    void whatAnAnswerNeedNotHaveIsNotCountedOn() {
        assertDoesNotThrow(() -> Deployment.of(delivery.least("Deployment")));
        assertDoesNotThrow(() -> Report.of(delivery.least("Report")));
        assertDoesNotThrow(() -> Figures.of(delivery.least("Indicators")));
    }
}
