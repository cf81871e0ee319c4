package io.twinharbor.console.releases;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.twinharbor.console.backend.Absent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Argo Rollouts' objects of this cluster. */
@ApplicationScoped
public class Rollouts {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final String FIELD_MANAGER = "console";
    private static final String HASH = "rollouts-pod-template-hash";
    private static final ResourceDefinitionContext ROLLOUTS = kind("Rollout", "rollouts");
    private static final ResourceDefinitionContext RUNS = kind("AnalysisRun", "analysisruns");

    private final String cluster;
    private final List<String> namespaces;
    private KubernetesClient client;

    /**
     * @param cluster    the setting {@code CLUSTER}: how the one it runs in is called
     * @param namespaces the setting {@code RELEASE_NAMESPACES}: whose releases are shown, with commas between; none where there
     *                   is no cluster
     */
    @Inject
    public Rollouts(@ConfigProperty(name = "cluster") String cluster,
            @ConfigProperty(name = "release.namespaces") Optional<String> namespaces) {
        this.cluster = cluster;
        this.namespaces = namespaces.stream().flatMap(all -> Arrays.stream(all.split(","))).map(String::strip)
                .filter(name -> !name.isEmpty()).toList();
    }

    Rollouts(String cluster, List<String> namespaces, KubernetesClient client) {
        this(cluster, Optional.of(String.join(",", namespaces)));
        this.client = client;
    }

    /** For the container's proxy. */
    protected Rollouts() {
        this("", Optional.empty());
    }

    public String cluster() {
        return cluster;
    }

    /** Of all namespaces that it looks into, in their order. */
    @Timeout(8_000)
    public List<Release> all() {
        if (namespaces.isEmpty()) {
            throw new Absent();
        }
        return namespaces.stream().flatMap(namespace -> in(namespace).stream()).toList();
    }

    private List<Release> in(String namespace) {
        var rollouts = client().genericKubernetesResources(ROLLOUTS).inNamespace(namespace).list().getItems();
        if (rollouts.isEmpty()) {
            return List.of();
        }
        List<ReplicaSet> sets = client().apps().replicaSets().inNamespace(namespace).withLabel(HASH).list().getItems();
        var runs = client().genericKubernetesResources(RUNS).inNamespace(namespace).withLabel(HASH).list().getItems();
        return rollouts.stream().map(rollout -> new RolloutReading(cluster, rollout, sets, runs).release()).toList();
    }

    /**
     * Tells a release what to do, as Argo Rollouts' own tools tell it. What is to run stays as Git says.
     */
    @Timeout(8_000)
    public void tell(String namespace, String service, Order order) {
        if (!namespaces.contains(namespace)) {
            throw new Absent();
        }
        switch (order) {
            case PAUSE -> patchSpec(namespace, service, "{\"spec\":{\"paused\":true}}");
            case RESUME -> {
                patchSpec(namespace, service, "{\"spec\":{\"paused\":false}}");
                patchStatus(namespace, service, "{\"status\":{\"pauseConditions\":null}}");
            }
            case PROMOTE -> {
                patchSpec(namespace, service, "{\"spec\":{\"paused\":false}}");
                patchStatus(namespace, service, "{\"status\":{\"pauseConditions\":null,\"promoteFull\":true}}");
            }
            case ABORT -> patchStatus(namespace, service, "{\"status\":{\"abort\":true}}");
            case RETRY -> patchStatus(namespace, service, "{\"status\":{\"abort\":false}}");
            default -> throw new IllegalArgumentException(order.word());
        }
    }

    private void patchSpec(String namespace, String service, String patch) {
        client().genericKubernetesResources(ROLLOUTS).inNamespace(namespace).withName(service).patch(merging(), patch);
    }

    private void patchStatus(String namespace, String service, String patch) {
        client().genericKubernetesResources(ROLLOUTS).inNamespace(namespace).withName(service).subresource("status")
                .patch(merging(), patch);
    }

    private static PatchContext merging() {
        return new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).withFieldManager(FIELD_MANAGER).build();
    }

    private synchronized KubernetesClient client() {
        if (client == null) {
            Config found = Config.autoConfigure(null);
            client = new KubernetesClientBuilder().withConfig(new ConfigBuilder(found).withRequestTimeout(PATIENCE_MILLIS)
                    .withConnectionTimeout(PATIENCE_MILLIS).withRequestRetryBackoffLimit(0).build()).build();
        }
        return client;
    }

    private static ResourceDefinitionContext kind(String kind, String plural) {
        return new ResourceDefinitionContext.Builder().withGroup("argoproj.io").withVersion("v1alpha1").withKind(kind)
                .withPlural(plural).withNamespaced(true).build();
    }

    @PreDestroy
    void close() {
        if (client != null) {
            client.close();
        }
    }

    /** What is below some names of an object; null if there is nothing. */
    @SuppressWarnings("unchecked")
    static Object at(GenericKubernetesResource object, String... names) {
        Object found = object.getAdditionalProperties();
        for (String name : names) {
            found = found instanceof Map<?, ?> map ? ((Map<String, Object>) map).get(name) : null;
        }
        return found;
    }
}
