package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster grows by one line of the inventory and shrinks again. */
@Tag("second-node")
@Tag("long")
@Order(30)
@ExtendWith(Results.class)
class SecondNodeIT {

    @Test
    void aNodeJoinsServesAndLeaves(Results results) throws Exception {
        results.seconds("join_seconds", () -> Lab.command(Duration.ofMinutes(9), "up", "--nodes", "2"));
        try {
            int asked = 0;
            for (Cluster cluster : Lab.running().clusters()) {
                assertEquals(2, cluster.nodes().size());
                asked += ServiceIT.askFromEveryNode(cluster);
            }
            results.add("nodes", asked);
        } finally {
            results.seconds("leave_seconds", () -> Lab.command(Duration.ofMinutes(9), "up", "--nodes", "1"));
        }
        for (Cluster cluster : Lab.running().clusters()) {
            assertEquals(1, cluster.nodes().size());
        }
    }
}
