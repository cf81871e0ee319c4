package io.twinharbor.audit.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is asked of accounts is what its contract gives. */
class SourceContractTest {

    private static Map<?, ?> contract;

    @BeforeAll
    static void readTheContractOfAccounts() throws IOException {
        Path file = Path.of("../../accounts/service/src/main/resources/META-INF/openapi.yaml");
        try (Reader text = Files.newBufferedReader(file)) {
            contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        }
    }

    @Test
    void aPageIsNoLargerThanAccountsGives() {
        List<?> parameters = (List<?>) at("paths", "/api/v1/events", "get", "parameters");
        Map<?, ?> limit = parameters.stream().map(each -> (Map<?, ?>) each).filter(each -> "limit".equals(each.get("name")))
                .findFirst().orElseThrow();
        assertEquals(Source.PAGE, ((Map<?, ?>) limit.get("schema")).get("maximum"));
        assertTrue(parameters.stream().anyMatch(each -> "after".equals(((Map<?, ?>) each).get("name"))));
    }

    @Test
    void anEventAlwaysHasWhatTheTrailKeeps() {
        List<?> required = (List<?>) at("components", "schemas", "Event", "required");
        assertTrue(required.containsAll(List.of("position", "id", "type", "userId", "actor", "traceId", "occurredAt", "before",
                "after")), required.toString());
    }

    @Test
    void aPositionThatIsGoneIsToldApartFromOneThatIsNotThereYet() {
        assertNotNull(at("paths", "/api/v1/events", "get", "responses", "410"));
        assertTrue(at("paths", "/api/v1/events", "get", "responses", "503", "description").toString().contains("yet"));
    }

    private static Object at(String... keys) {
        Object here = contract;
        for (String key : keys) {
            here = ((Map<?, ?>) here).get(key);
            assertNotNull(here, key);
        }
        return here;
    }
}
