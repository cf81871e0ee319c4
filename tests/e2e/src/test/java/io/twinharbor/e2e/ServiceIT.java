package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service is reached from every node of its cluster, also from those that none of its pods is on. */
@Tag("service")
@Order(4)
@ExtendWith(Results.class)
class ServiceIT {

    private static final String NAMESPACE = "e2e-service";

    @Test
    void aServiceAnswersOnEveryNode(Results results) throws Exception {
        int asked = 0;
        for (Cluster cluster : Lab.running().clusters()) {
            asked += askFromEveryNode(cluster);
        }
        results.add("nodes", asked);
    }

    /** Returns the number of nodes from which the service was asked. */
    static int askFromEveryNode(Cluster cluster) throws Exception {
        cluster.freshNamespace(NAMESPACE);
        var nodes = cluster.nodes().stream().map(node -> node.getMetadata().getName()).toList();
        cluster.startServer(NAMESPACE, "server", on(nodes.get(0)));
        cluster.client().resource(new ServiceBuilder().withNewMetadata().withName("server").withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec().withSelector(Map.of("app", "server")).addNewPort().withPort(80).withNewTargetPort(8080)
                        .endPort()
                .endSpec().build()).create();
        for (String node : nodes) {
            cluster.startIdle(NAMESPACE, "from-" + node, on(node));
            var outcome = cluster.exec(NAMESPACE, "from-" + node,
                    "for try in 1 2 3 4 5; do timeout 2 wget -q -O - http://server 2>/dev/null && exit; sleep 1; done; exit 1");
            assertEquals(new Cluster.Outcome(0, "server"), outcome, "from " + node);
        }
        cluster.removeNamespace(NAMESPACE);
        return nodes.size();
    }

    private static UnaryOperator<PodBuilder> on(String node) {
        return described -> described.editSpec().withNodeName(node).endSpec();
    }
}
