package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a pod writes into a volume of the default class outlives the pod. */
@Tag("volume")
@Order(5)
@ExtendWith(Results.class)
class VolumeIT {

    private static final String NAMESPACE = "e2e-volume";

    @Test
    void aVolumeKeepsItsDataOverThePodsEnd(Results results) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var written = UUID.randomUUID().toString();
            cluster.freshNamespace(NAMESPACE);
            claim(cluster, NAMESPACE);
            results.seconds(cluster.name() + "_bound_seconds", () -> cluster.startIdle(NAMESPACE, "writing",
                    VolumeIT::mount));
            assertEquals(0, cluster.exec(NAMESPACE, "writing", "echo " + written + " >/data/file && sync").status());
            cluster.stop(NAMESPACE, "writing");
            cluster.startIdle(NAMESPACE, "reading", VolumeIT::mount);
            assertEquals(written, cluster.exec(NAMESPACE, "reading", "cat /data/file").output());
            cluster.removeNamespace(NAMESPACE);
        }
    }

    static void claim(Cluster cluster, String namespace) {
        cluster.client().resource(new PersistentVolumeClaimBuilder().withNewMetadata().withName("data")
                .withNamespace(namespace)
                .endMetadata().withNewSpec().withAccessModes("ReadWriteOnce").withNewResources()
                .withRequests(Map.of("storage", new Quantity("16Mi"))).endResources().endSpec().build()).create();
    }

    static PodBuilder mount(PodBuilder described) {
        return described.editSpec().addNewVolume().withName("data").withNewPersistentVolumeClaim("data", false).endVolume()
                .editFirstContainer().addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount()
                        .endContainer().endSpec();
    }
}
