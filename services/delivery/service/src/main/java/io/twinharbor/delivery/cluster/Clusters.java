package io.twinharbor.delivery.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.twinharbor.delivery.history.Line;
import io.twinharbor.delivery.observation.Observation;
import io.twinharbor.delivery.observation.Observations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads in the cluster around it what Argo CD and Argo Rollouts remember of releases: it makes up for words that were missed. */
@Singleton
public class Clusters {

    private static final Logger LOG = Logger.getLogger(Clusters.class.getName());
    private static final int NOT_FOUND = 404;

    private final Observations observations;
    private final Optional<String> name;
    private final String argoCdNamespace;

    private KubernetesClient client;

    /**
     * @param name            the setting {@code CLUSTER_NAME}: as overlays call the cluster around it; without it none is asked
     * @param argoCdNamespace the setting {@code ARGO_CD_NAMESPACE}
     */
    @Inject
    public Clusters(Observations observations, @ConfigProperty(name = "cluster.name") Optional<String> name,
            @ConfigProperty(name = "argo.cd.namespace") String argoCdNamespace) {
        this.observations = observations;
        this.name = name;
        this.argoCdNamespace = argoCdNamespace;
    }

    /** Keeps what can be seen now. A cluster that does not answer holds up nothing: it is asked again the next time. */
    public void observe(Line line) {
        if (name.isEmpty()) {
            return;
        }
        try {
            if (client == null) {
                client = new KubernetesClientBuilder().build();
            }
            seen(client, name.get(), argoCdNamespace, line).forEach(observations::keep);
        } catch (KubernetesClientException e) {
            LOG.log(Level.WARNING, "The cluster {0} does not say how releases went: {1}",
                    new Object[] {name.get(), e.getMessage()});
        }
    }

    static List<Observation> seen(KubernetesClient client, String cluster, String argoCdNamespace, Line line) {
        List<Observation> seen = new ArrayList<>();
        list(client, "applications", argoCdNamespace).forEach(application -> seen.addAll(Applications.read(application)));
        List<GenericKubernetesResource> runs = list(client, "analysisruns", null);
        list(client, "rollouts", null).forEach(rollout -> Rollouts.read(rollout, runs, cluster, line).ifPresent(seen::add));
        return seen;
    }

    /** Of a kind that this cluster does not know there are none: Argo CD runs in one of them alone. */
    private static List<GenericKubernetesResource> list(KubernetesClient client, String plural, String namespace) {
        var kind = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup("argoproj.io").withVersion("v1alpha1").withPlural(plural).withNamespaced(true).build());
        try {
            return (namespace == null ? kind.inAnyNamespace().list() : kind.inNamespace(namespace).list()).getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    @PreDestroy
    void close() {
        if (client != null) {
            client.close();
        }
    }
}
