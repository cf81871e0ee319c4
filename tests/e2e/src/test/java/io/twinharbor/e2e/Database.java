package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;

/**
 * A service's database of production, as a cluster has it.
 *
 * @param cluster   whose
 * @param namespace of the service, and called as it is
 * @param name      of CloudNativePG's object
 */
record Database(Cluster cluster, String namespace, String name) {

    static final String NAMESPACE = "accounts";
    static final String GROUP = "postgresql.cnpg.io/v1";
    private static final String HEALTHY = "Cluster in healthy state";

    /** The directory's. */
    static Database of(String cluster) {
        return of(cluster, NAMESPACE);
    }

    static Database of(String cluster, String service) {
        return new Database(Lab.running().cluster(cluster), service, service + "-db");
    }

    /** Another one beside it. */
    Database named(String other) {
        return new Database(cluster, namespace, other);
    }

    /** Whether it is the one that is written to. */
    boolean isPrimary() throws Exception {
        return sql("SELECT pg_is_in_recovery()").equals("f");
    }

    /** What its operator says; not so while the cluster is away. */
    boolean isHealthy() {
        try {
            var found = cluster.client().genericKubernetesResources(GROUP, "Cluster").inNamespace(namespace).withName(name).get();
            return found != null && HEALTHY.equals(found.get("status", "phase"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Which cluster has the primary, as this one was told. */
    String primary() {
        return described().get("spec", "replica", "primary");
    }

    private GenericKubernetesResource described() {
        return cluster.client().genericKubernetesResources(GROUP, "Cluster").inNamespace(namespace).withName(name).require();
    }

    /** The instance that leads here, while there is one. */
    Optional<Pod> leading() {
        return cluster.client().pods().inNamespace(namespace).withLabel("cnpg.io/cluster", name)
                .withLabel("cnpg.io/instanceRole", "primary").list().getItems().stream().findFirst();
    }

    /** The image that its instances run. */
    String image() {
        return described().get("spec", "imageName");
    }

    /** Waits until all that was written by now is in its archive. */
    Void awaitArchived(Duration patience) throws Exception {
        var last = sql("SELECT pg_walfile_name(pg_switch_wal())");
        return Waiting.until("archived", patience,
                () -> sql("SELECT last_archived_wal >= '" + last + "' FROM pg_stat_archiver").equals("t"));
    }

    /** Asks the instance that leads here; the answer, or nothing while there is none. */
    String sql(String statement) throws Exception {
        try {
            var leading = leading();
            return leading.isEmpty() ? "" : cluster.exec(namespace, leading.get().getMetadata().getName(),
                    "psql -qU postgres -tA -v ON_ERROR_STOP=1 " + namespace + " -c \"" + statement + '"').output();
        } catch (KubernetesClientException e) {
            return "";
        }
    }
}
