package io.twinharbor.accounts.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.twinharbor.accounts.Contract;
import org.junit.jupiter.api.Test;

/** What the contract promises of imports is what the code does. */
class ImportContractTest {

    private static final String ONE = ImportResource.ADDRESS + "/{id}";

    @Test
    void anImportIsNamedByTheFormThatTheContractSays() {
        String pattern = "^" + ImportResource.UUID_FORM + "$";
        assertEquals(pattern, Contract.parameter(ONE, "id").get("pattern"));
        assertEquals(pattern, Contract.parameter(ImportResource.ADDRESS, "post", "Idempotency-Key").get("pattern"));
    }

    @Test
    void listsAreNoLongerThanTheContractSays() {
        assertEquals(ImportResource.IMPORTS_LISTED, mostOf(ImportResource.ADDRESS));
        assertEquals(ImportResource.ERRORS_IN_PAGE, mostOf(ONE + "/errors"));
        assertEquals(ImportResource.ERRORS_IN_REPORT,
                Contract.at("components", "schemas", "Import", "properties", "errors", "maxItems"));
    }

    @Test
    void modesAndStatesAreThoseOfTheContract() {
        List<String> modes = Arrays.stream(Mode.values()).map(Mode::parameter).toList();
        assertEquals(modes, Contract.parameter(ImportResource.ADDRESS, "post", "mode").get("enum"));
        assertEquals(modes, Contract.at("components", "schemas", "Import", "properties", "mode", "enum"));
        assertEquals(Arrays.stream(ImportReport.State.values()).map(state -> state.name().toLowerCase(Locale.ROOT)).toList(),
                Contract.at("components", "schemas", "Import", "properties", "state", "enum"));
    }

    @Test
    void filesAreOfTheTypesThatTheContractNames() {
        assertEquals(Set.of(Format.CSV_TYPE, Format.NDJSON_TYPE), ((Map<?, ?>) Contract.at(
                "paths", ImportResource.ADDRESS, "post", "requestBody", "content")).keySet());
    }

    @Test
    void whoIsOneTooManyIsToldWhenToComeAgain() {
        for (String[] operation : new String[][] {{ImportResource.ADDRESS, "post"}, {"/api/v1/users/export", "get"}}) {
            assertNotNull(Contract.at("paths", operation[0], operation[1], "responses", "429", "headers", "Retry-After"));
        }
    }

    private static Object mostOf(String path) {
        return Contract.at("paths", path, "get", "responses", "200", "content", "application/json", "schema", "maxItems");
    }
}
