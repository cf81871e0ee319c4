package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods find the cluster's services and the data centre's by name. */
@Tag("dns")
@Order(3)
@ExtendWith(Results.class)
class NamesIT {

    private static final String NAMESPACE = "e2e-dns";

    @Test
    void aPodResolvesServicesOfTheClusterAndOfTheHub(Results results) throws Exception {
        var names = List.of("kubernetes.default.svc.cluster.local", Lab.running().host("git"), Lab.running().host("s3"));
        int resolved = 0;
        for (Cluster cluster : Lab.running().clusters()) {
            cluster.freshNamespace(NAMESPACE);
            cluster.startIdle(NAMESPACE, "asking", UnaryOperator.identity());
            for (String name : names) {
                var outcome = cluster.exec(NAMESPACE, "asking", "nslookup -type=a " + name);
                assertEquals(0, outcome.status(), outcome::output);
                assertTrue(outcome.output().contains("Name:\t" + name), outcome::output);
                resolved++;
            }
            assertNotEquals(0, cluster.exec(NAMESPACE, "asking", "nslookup -type=a " + Lab.running().host("nobody"))
                    .status());
            cluster.removeNamespace(NAMESPACE);
        }
        results.add("names", resolved);
    }
}
