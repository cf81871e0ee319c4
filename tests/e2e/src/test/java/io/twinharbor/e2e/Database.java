package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** The directory's database of production, as each cluster has it. */
record Database(Cluster cluster, String name) {

    static final String NAMESPACE = "accounts";
    static final String GROUP = "postgresql.cnpg.io/v1";
    private static final String HEALTHY = "Cluster in healthy state";

    static Database of(String cluster) {
        return new Database(Lab.running().cluster(cluster), "accounts-db");
    }

    /** Another one beside it. */
    Database named(String other) {
        return new Database(cluster, other);
    }

    /** Whether it is the one that is written to. */
    boolean isPrimary() throws Exception {
        return sql("SELECT pg_is_in_recovery()").equals("f");
    }

    /** What its operator says; not so while the cluster is away. */
    boolean isHealthy() {
        try {
            var found = cluster.client().genericKubernetesResources(GROUP, "Cluster").inNamespace(NAMESPACE).withName(name).get();
            return found != null && HEALTHY.equals(found.get("status", "phase"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Which cluster has the primary, as this one was told. */
    String primary() {
        GenericKubernetesResource found = cluster.client().genericKubernetesResources(GROUP, "Cluster").inNamespace(NAMESPACE)
                .withName(name).require();
        return found.get("spec", "replica", "primary");
    }

    /** Asks the instance that leads here; the answer, or nothing while there is none. */
    String sql(String statement) throws Exception {
        try {
            var leading = cluster.client().pods().inNamespace(NAMESPACE).withLabel("cnpg.io/cluster", name)
                    .withLabel("cnpg.io/instanceRole", "primary").list().getItems();
            return leading.isEmpty() ? "" : cluster.exec(NAMESPACE, leading.get(0).getMetadata().getName(),
                    "psql -qU postgres -tA -v ON_ERROR_STOP=1 accounts -c \"" + statement + '"').output();
        } catch (KubernetesClientException e) {
            return "";
        }
    }
}
