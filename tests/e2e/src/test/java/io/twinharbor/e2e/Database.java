package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Optional;

/**
 * A service's database, as a cluster has it.
 *
 * @param service whose it is, and what the database itself is called
 */
record Database(Cluster cluster, String namespace, String service, String name) {

    static final String NAMESPACE = "accounts";
    static final String GROUP = "postgresql.cnpg.io/v1";
    private static final String FENCE = "cnpg.io/fencedInstances";
    private static final String HEALTHY = "Cluster in healthy state";

    /** The directory's, of production. */
    static Database of(String cluster) {
        return of(Lab.running().cluster(cluster), NAMESPACE, NAMESPACE);
    }

    /** That of a service which has its namespace to itself. */
    static Database of(String cluster, String service) {
        return of(Lab.running().cluster(cluster), service, service);
    }

    static Database of(Cluster cluster, String namespace, String service) {
        return new Database(cluster, namespace, service, service + "-db");
    }

    /** Another one beside it. */
    Database named(String other) {
        return new Database(cluster, namespace, service, other);
    }

    /** Whether it is the one that is written to. */
    boolean isPrimary() throws Exception {
        return sql("SELECT pg_is_in_recovery()").equals("f");
    }

    /** What its operator says; not so while the cluster is away. */
    boolean isHealthy() {
        try {
            var found = resource().get();
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
        return resource().require();
    }

    private Resource<GenericKubernetesResource> resource() {
        return cluster.client().genericKubernetesResources(GROUP, "Cluster").inNamespace(namespace).withName(name);
    }

    /** Has its operator stop every instance and leave it stopped, or start them again. */
    void fence(boolean stopped) {
        resource().edit(described -> {
            described.getMetadata().getAnnotations().remove(FENCE);
            if (stopped) {
                described.getMetadata().getAnnotations().put(FENCE, "[\"*\"]");
            }
            return described;
        });
    }

    /** Begins with statements that go on while others are asked. */
    void begin(String name, String statements) throws Exception {
        var started = cluster.exec(namespace, leading().orElseThrow().getMetadata().getName(), "PGAPPNAME=" + name
                + " nohup psql -qU postgres " + service + " -c \"" + statements + "\" >/dev/null 2>&1 &");
        if (started.status() != 0) {
            throw new AssertionError(started.output());
        }
    }

    /** Ends them, and gives back what they hold; also if they have ended. */
    void end(String name) throws Exception {
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + name + "'");
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
                    "psql -qU postgres -tA -v ON_ERROR_STOP=1 " + service + " -c \"" + statement + '"').output();
        } catch (KubernetesClientException e) {
            return "";
        }
    }
}
