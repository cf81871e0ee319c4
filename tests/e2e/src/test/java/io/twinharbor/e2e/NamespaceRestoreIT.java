package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A namespace comes back with the files in its volumes: where it was, beside it, and in the other cluster. */
@Tag("namespace-restore")
@Tag("platform")
@Order(38)
@ExtendWith(Results.class)
class NamespaceRestoreIT {

    private static final String NAMESPACE = "e2e-restore";
    private static final String COPY = "e2e-restore-copy";
    private static final String STAGING = "accounts-staging";
    private static final String POD = "keeper";
    private static final String SUM = "busybox sha256sum </data/file";
    private static final int READY_SECONDS = 120;
    private static final double TARGET_SECONDS = 120;

    private final Cluster east = Lab.running().cluster("east");
    private final Cluster west = Lab.running().cluster("west");

    @AfterEach
    void takeNamespacesAway() {
        Lab.running().clusters().forEach(cluster -> {
            cluster.removeNamespace(NAMESPACE);
            cluster.removeNamespace(COPY);
        });
    }

    @Test
    void aDeletedNamespaceComesBackWithItsFiles(Results results) throws Exception {
        var written = write(east);
        var velero = new Velero(east);
        var backup = results.seconds("backed_up_seconds", () -> velero.backUp(NAMESPACE));
        east.removeNamespace(NAMESPACE);
        long begun = System.nanoTime();
        velero.restore(backup, NAMESPACE, NAMESPACE);
        assertEquals(written, read(east, NAMESPACE));
        double seconds = (System.nanoTime() - begun) / 1e9;
        results.add("restored_seconds", seconds);
        assertTrue(seconds < TARGET_SECONDS, () -> "restored after " + seconds + " s");
    }

    @Test
    void aCopyBesideHasTheFilesOfTheOriginal(Results results) throws Exception {
        var written = write(east);
        var velero = new Velero(east);
        var backup = velero.backUp(NAMESPACE);
        results.seconds("copied_seconds", () -> {
            velero.restore(backup, NAMESPACE, COPY);
            return assertRead(written, east, COPY);
        });
        assertEquals(written, read(east, NAMESPACE));
    }

    @Test
    void theOtherClusterRestoresWhatItReadsInThisOnesBucket(Results results) throws Exception {
        var written = write(east);
        var backup = new Velero(east).backUp(NAMESPACE);
        results.seconds("in_other_cluster_seconds", () -> {
            new Velero(west).restore(backup, NAMESPACE, NAMESPACE);
            return assertRead(written, west, NAMESPACE);
        });
    }

    @Test
    void aRestoreAndArgoCdLeaveEachOtherAlone(Results results) throws Exception {
        var kept = new ConfigMapBuilder().withNewMetadata().withName("e2e-not-in-git").withNamespace(STAGING).endMetadata()
                .withData(Map.of("written", UUID.randomUUID().toString())).build();
        var ofNobody = east.client().resource(kept);
        var ofGit = east.client().services().inNamespace(STAGING).withName("accounts-preview");
        ofNobody.delete();
        ofNobody.create();
        try {
            var velero = new Velero(east);
            var backup = velero.backUp(STAGING);
            ofNobody.delete();
            ofGit.delete();
            results.seconds("beside_argo_cd_seconds", () -> {
                velero.restore(backup, STAGING, STAGING);
                ofGit.waitUntilCondition(service -> service != null, READY_SECONDS, TimeUnit.SECONDS);
                return Waiting.until("well", Duration.ofMinutes(3), () -> Applications.isWell(STAGING));
            });
            assertEquals(kept.getData(), ofNobody.get().getData());
            assertEquals(200, Api.of("staging").get("/api/v1/users?limit=1").statusCode());
        } finally {
            ofNobody.delete();
        }
    }

    /** Says what the file's checksum is. */
    private static String write(Cluster cluster) throws Exception {
        cluster.freshNamespace(NAMESPACE);
        VolumeIT.claim(cluster, NAMESPACE);
        cluster.startIdle(NAMESPACE, POD, VolumeIT::mount);
        assertEquals(0, cluster.exec(NAMESPACE, POD, "busybox head -c 4194304 /dev/urandom >/data/file && sync").status());
        return cluster.exec(NAMESPACE, POD, SUM).output();
    }

    private static Void assertRead(String written, Cluster cluster, String namespace) throws Exception {
        assertEquals(written, read(cluster, namespace));
        return null;
    }

    private static String read(Cluster cluster, String namespace) throws Exception {
        cluster.client().pods().inNamespace(namespace).withName(POD).waitUntilReady(READY_SECONDS, TimeUnit.SECONDS);
        return cluster.exec(namespace, POD, SUM).output();
    }
}
