package io.twinharbor.audit.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.twinharbor.audit.Contract;
import org.junit.jupiter.api.Test;

/** What the contract promises is what the code does. */
class ContractTest {

    private static final String EVENTS = "/api/v1/audit/events";

    @Test
    void aPageHoldsAsManyEventsAsTheContractSays() {
        assertEquals(EventQuery.LIMIT, Contract.parameter(EVENTS, "get", "limit").get("maximum"));
        assertEquals(EventQuery.LIMIT, Contract.at("paths", EVENTS, "get", "responses", "200", "content",
                "application/json", "schema", "maxItems"));
    }

    @Test
    void aListIsSortedByWhatTheContractNames() {
        assertEquals(List.of(EventQuery.OLDEST_FIRST, EventQuery.NEWEST_FIRST),
                Contract.parameter(EVENTS, "get", "sort").get("enum"));
        assertEquals(EventQuery.NEWEST_FIRST, Contract.parameter(EVENTS, "get", "sort").get("default"));
    }

    @Test
    void filtersTakeWhatTheContractSays() {
        assertEquals(EventFilter.ACTOR_LENGTH, Contract.at("components", "parameters", "actor", "schema", "maxLength"));
        assertEquals(EventFilter.TYPE_LENGTH, Contract.at("components", "schemas", "Type", "maxLength"));
        assertEquals("^" + EventFilter.TYPE_FORM + "$", Contract.at("components", "schemas", "Type", "pattern"));
        assertEquals("9".repeat(18), Contract.at("components", "schemas", "UserId", "maximum").toString());
    }

    @Test
    void exportsAreOfTheTypesThatTheContractNames() {
        assertEquals(Set.of(ExportResource.CSV_TYPE, ExportResource.NDJSON_TYPE), ((Map<?, ?>) Contract.at(
                "paths", EVENTS + "/export", "get", "responses", "200", "content")).keySet());
    }
}
