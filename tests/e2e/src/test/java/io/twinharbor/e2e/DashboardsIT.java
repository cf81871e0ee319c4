package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While somebody uses a service, every panel of every dashboard has something to show, and it can be true. */
@Tag("dashboards")
@Tag("long")
@Tag("platform")
@Order(46)
@ExtendWith(Results.class)
class DashboardsIT {

    private static final Path DASHBOARDS = Path.of("observability/dashboards/json");
    private static final Duration USED = Duration.ofMinutes(6);
    /** What Grafana would fill in. */
    private static final Map<String, String> VARIABLES = Map.of("$__rate_interval", "2m", "$cluster", ".+",
            "$service", "accounts", "$namespace", "accounts");
    /** What there may be nothing of: all is well, and tables of the opposite stay empty. */
    private static final String TABLE = "table";

    private static Load users;

    record Query(String dashboard, String panel, String type, String unit, String expression) {

        @Override
        public String toString() {
            return dashboard + ": " + panel + ": " + expression;
        }
    }

    @BeforeAll
    static void useAService() throws Exception {
        var api = Api.of("api");
        users = Load.of(Duration.ofMillis(200), () -> api.get("/api/v1/users?limit=5").statusCode());
        Thread.sleep(USED.toMillis());
    }

    @AfterAll
    static void leave() throws InterruptedException {
        users.close();
    }

    static Stream<Query> queries() throws IOException {
        List<Query> found = new ArrayList<>();
        try (var files = Files.list(DASHBOARDS)) {
            for (Path file : files.sorted().toList()) {
                found.addAll(queries(file.getFileName().toString()));
            }
        }
        return found.stream();
    }

    /** Those of one dashboard. */
    static List<Query> queries(String file) throws IOException {
        List<Query> found = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARDS.resolve(file).toFile());
        dashboard.path("panels").forEach(panel -> panel.path("targets").forEach(target -> found.add(new Query(
                dashboard.path("title").asText(), panel.path("title").asText(), panel.path("type").asText(),
                panel.at("/fieldConfig/defaults/unit").asText(), filledIn(target.path("expr").asText())))));
        return found;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyPanelShowsSomethingThatCanBeTrue(Query query) throws Exception {
        var values = new Thanos().query(query.expression()).stream().map(Thanos::value).filter(Double::isFinite).toList();
        assertFalse(values.isEmpty() && !query.type().equals(TABLE), "nothing to show");
        if (query.unit().equals("percentunit")) {
            assertTrue(values.stream().allMatch(value -> value <= 1.01), values::toString);
        } else if (!query.unit().isEmpty()) {
            assertTrue(values.stream().allMatch(value -> value >= 0), values::toString);
        }
    }

    private static String filledIn(String expression) {
        var filled = expression;
        for (var variable : VARIABLES.entrySet()) {
            filled = filled.replace(variable.getKey(), variable.getValue());
        }
        return filled;
    }
}
