package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both clusters are whole. */
@Tag("nodes")
@Order(1)
@ExtendWith(Results.class)
class NodesIT {

    @Test
    void everyNodeOfTheInventoryIsReadyInItsCluster(Results results) throws Exception {
        int ready = 0;
        for (Cluster cluster : Lab.running().clusters()) {
            var nodes = cluster.nodes();
            assertEquals(Lab.nodes(cluster.name()).stream().sorted().toList(),
                    nodes.stream().map(node -> node.getMetadata().getName()).sorted().toList());
            assertAll(nodes.stream().map(node -> () -> assertTrue(Readiness.isNodeReady(node), node.getMetadata()
                    .getName())));
            ready += nodes.size();
        }
        results.add("clusters", Lab.running().clusters().size());
        results.add("ready", ready);
    }

    @Test
    void everyPodOfTheClustersThemselvesIsReady(Results results) {
        var pods = Lab.running().clusters().stream().flatMap(cluster -> Stream.of("kube-system", "local-path-storage")
                .flatMap(namespace -> cluster.client().pods().inNamespace(namespace).list().getItems().stream())).toList();
        assertAll(pods.stream().map(pod -> () -> assertTrue(Readiness.isPodReady(pod), pod.getMetadata().getName())));
        results.add("pods", pods.size());
    }
}
