package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the lab uses of this machine while nobody uses the lab. */
@Tag("rest")
@Tag("long")
@Order(10)
@ExtendWith(Results.class)
class RestIT {

    private static final Duration WATCHED = Duration.ofSeconds(60);

    @Test
    void theMachinesTellWhatTheyUse(Results results) throws Exception {
        JsonNode before = usage();
        long begun = System.nanoTime();
        Thread.sleep(WATCHED.toMillis());
        JsonNode after = usage();
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertEquals(before.size(), after.size(), "machines");
        results.add("machines", after.size());
        results.add("cores", (sum(after, "cpu_seconds") - sum(before, "cpu_seconds")) / seconds);
        results.add("memory_gib", sum(after, "memory_bytes") / (1 << 30));
    }

    private static JsonNode usage() throws Exception {
        return new ObjectMapper().readTree(Lab.command(Duration.ofSeconds(30), "usage"));
    }

    private static double sum(JsonNode machines, String field) {
        return StreamSupport.stream(machines.spliterator(), false).mapToDouble(machine -> machine.get(field).asDouble()).sum();
    }
}
