package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A policy is not only accepted by the API, but enforced. */
@Tag("network-policy")
@Order(6)
@ExtendWith(Results.class)
class NetworkPolicyIT {

    private static final String NAMESPACE = "e2e-network-policy";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whatAPolicyDeniesIsNotReachedAndWhatItAllowsIs(Results results) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            cluster.freshNamespace(NAMESPACE);
            var server = cluster.startServer(NAMESPACE, "server", UnaryOperator.identity()).getStatus().getPodIP();
            cluster.startIdle(NAMESPACE, "friend", UnaryOperator.identity());
            cluster.startIdle(NAMESPACE, "stranger", UnaryOperator.identity());
            assertTrue(reaches(cluster, "stranger", server), "without a policy everybody reaches the server");

            cluster.client().resource(onlyFrom("friend")).create();
            results.seconds(cluster.name() + "_denied_seconds", () -> Waiting.until("denied", PATIENCE,
                    () -> !reaches(cluster, "stranger", server)));
            assertTrue(reaches(cluster, "friend", server), "whom the policy names still reaches the server");

            cluster.client().resource(onlyFrom("friend")).delete();
            Waiting.until("allowed again", PATIENCE, () -> reaches(cluster, "stranger", server));
            cluster.removeNamespace(NAMESPACE);
        }
    }

    private static NetworkPolicy onlyFrom(String pod) {
        return new NetworkPolicyBuilder().withNewMetadata().withName("server").withNamespace(NAMESPACE).endMetadata()
                .withNewSpec().withNewPodSelector().withMatchLabels(Map.of("app", "server")).endPodSelector()
                        .withPolicyTypes("Ingress")
                .addNewIngress().addNewFrom().withNewPodSelector().withMatchLabels(Map.of("app", pod)).endPodSelector()
                        .endFrom().endIngress()
                .endSpec().build();
    }

    private static boolean reaches(Cluster cluster, String pod, String address) throws Exception {
        return cluster.exec(NAMESPACE, pod, "timeout 1 wget -q -O - http://" + address + ":8080").output().equals("server");
    }
}
