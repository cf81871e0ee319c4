package io.twinharbor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.deployment.Kind;
import io.twinharbor.delivery.deployment.Status;
import org.junit.jupiter.api.Test;

/** What the contract promises is what the code does. */
class ContractTest {

    @Test
    void wordsAreThoseThatTheContractNames() {
        assertEquals(schema("Status").get("enum"), Arrays.stream(Status.values()).map(Status::word).toList());
        assertEquals(property("Deployment", "kind").get("enum"), Arrays.stream(Kind.values()).map(Kind::word).toList());
        assertEquals(property("Deployment", "evidence").get("enum"),
                Arrays.stream(Evidence.values()).map(Evidence::word).toList());
    }

    @Test
    void aPageIsAsLongAsTheContractSays() {
        assertEquals(500, Contract.parameter("/api/v1/deployments", "get", "limit").get("maximum"));
    }

    @Test
    void everyAddressNamesWhatMayGoWrong() {
        ((Map<?, ?>) Contract.at("paths")).forEach((path, operations) -> ((Map<?, ?>) operations).forEach((method, operation) -> {
            if (!method.equals("parameters")) {
                Set<?> statuses = ((Map<?, ?>) ((Map<?, ?>) operation).get("responses")).keySet();
                assertEquals(List.of(), List.of("401", "406", "500", "503").stream()
                        .filter(status -> !statuses.contains(status)).toList(), method + " " + path);
            }
        }));
    }

    private static Map<?, ?> schema(String name) {
        return (Map<?, ?>) Contract.at("components", "schemas", name);
    }

    private static Map<?, ?> property(String schema, String name) {
        return (Map<?, ?>) ((Map<?, ?>) schema(schema).get("properties")).get(name);
    }
}
