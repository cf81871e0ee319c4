package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A cluster's backups and restores, asked for as its operators do. */
record Velero(Cluster cluster) {

    static final String NAMESPACE = "velero";
    private static final String API = "velero.io/v1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Of one namespace, with the files in its volumes; returns its name when it is whole. */
    String backUp(String namespace) throws Exception {
        var name = "e2e-" + UUID.randomUUID();
        create("Backup", name, Map.of("includedNamespaces", List.of(namespace), "snapshotVolumes", false, "ttl", "2h0m0s",
                "resourcePolicy", Map.of("kind", "configmap", "name", "volumes")));
        return name;
    }

    /** As the nightly schedule would now: with its hooks, and as its own. */
    String backUpAsScheduled() throws Exception {
        var schedule = cluster.client().genericKubernetesResources(API, "Schedule").inNamespace(NAMESPACE)
                .withName(cluster.name() + "-daily").require();
        var name = schedule.getMetadata().getName() + "-" + UUID.randomUUID();
        Map<String, Object> template = schedule.get("spec", "template");
        create("Backup", name, template, Map.of("velero.io/schedule-name", schedule.getMetadata().getName()));
        return name;
    }

    /** From a backup that this cluster knows, its own or the other's. */
    void restore(String backup, String from, String into) throws Exception {
        Waiting.until("known here", PATIENCE, () -> get("Backup", backup).get() != null);
        create("Restore", "e2e-" + UUID.randomUUID(), Map.of("backupName", backup, "includedNamespaces", List.of(from),
                "namespaceMapping", from.equals(into) ? Map.of() : Map.of(from, into)));
    }

    private void create(String kind, String name, Map<String, Object> spec) throws Exception {
        create(kind, name, spec, Map.of());
    }

    private void create(String kind, String name, Map<String, Object> spec, Map<String, String> labels) throws Exception {
        cluster.client().resource(new GenericKubernetesResourceBuilder().withApiVersion(API).withKind(kind).withNewMetadata()
                .withName(name).withNamespace(NAMESPACE).withLabels(labels).endMetadata()
                .addToAdditionalProperties("spec", spec).build()).create();
        Waiting.until(kind + " " + name + " has ended", PATIENCE, () -> isOver(get(kind, name).require()));
        var ended = get(kind, name).require();
        assertEquals("Completed", ended.get("status", "phase"), () -> Serialization.asYaml(ended));
    }

    private static boolean isOver(GenericKubernetesResource asked) {
        var phase = String.valueOf(asked.<Object>get("status", "phase"));
        return List.of("Completed", "PartiallyFailed", "Failed", "FailedValidation").contains(phase);
    }

    private Resource<GenericKubernetesResource> get(String kind, String name) {
        return cluster.client().genericKubernetesResources(API, kind).inNamespace(NAMESPACE).withName(name);
    }
}
