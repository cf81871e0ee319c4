package io.twinharbor.accounts.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.twinharbor.accounts.Contract;
import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract promises of events is what the code does. */
class EventContractTest {

    private static final String EVENTS = "/api/v1/events";

    @Test
    void aPageHoldsAsManyEventsAsTheContractSays() {
        assertEquals(EventResource.LIMIT, Contract.parameter(EVENTS, "get", "limit").get("maximum"));
        assertEquals(EventResource.LIMIT, Contract.at("paths", EVENTS, "get", "responses", "200", "content",
                "application/json", "schema", "maxItems"));
    }

    @Test
    void aPositionIsOfTheFormThatTheContractSays() {
        assertEquals("^" + Position.FORM + "$", Contract.at("components", "schemas", "Position", "pattern"));
        assertEquals("6-7-8-9", Position.parse("6-7-8-9").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7-8", "7-8-9", "7-8-9-10-11", "-6-7-8-9", "a-b-c-d", "6-7-8-1234567890123456789"})
    void whatIsNoPositionIsRefused(String text) {
        assertEquals(400, assertThrows(ProblemException.class, () -> Position.parse(text)).problem().status());
    }
}
