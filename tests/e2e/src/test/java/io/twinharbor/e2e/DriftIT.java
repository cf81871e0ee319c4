package io.twinharbor.e2e;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is changed by hand becomes again what Git says. */
@Tag("drift")
@Tag("platform")
@Order(51)
@ExtendWith(Results.class)
class DriftIT {

    private static final String NAMESPACE = "argo-rollouts";
    private static final int HEALED_SECONDS = 120;

    @Test
    void whatIsDeletedByHandComesBack(Results results) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var service = cluster.client().services().inNamespace(NAMESPACE).withName("argo-rollouts-metrics");
            var before = service.require().getMetadata().getUid();
            service.delete();
            results.seconds(cluster.name() + "_deleted_seconds", () -> service.waitUntilCondition(
                    found -> found != null && !found.getMetadata().getUid().equals(before), HEALED_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatIsScaledByHandGoesBack(Results results) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var deployment = cluster.client().apps().deployments().inNamespace(NAMESPACE).withName("argo-rollouts");
            deployment.scale(0);
            results.seconds(cluster.name() + "_scaled_seconds", () -> deployment.waitUntilCondition(
                    found -> found.getSpec().getReplicas() == 1, HEALED_SECONDS, TimeUnit.SECONDS));
        }
    }
}
