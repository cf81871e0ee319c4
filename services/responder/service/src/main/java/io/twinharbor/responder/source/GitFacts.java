package io.twinharbor.responder.source;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Sign;

/**
 * When Argo CD brought which commit: its Applications keep their last ten. Only the cluster that it runs in can be asked.
 *
 * @param argoCd    the namespace of its Applications
 * @param cluster   whose Applications
 * @param namespace where they bring something; empty for each
 */
record GitFacts(KubernetesClient client, String argoCd, String cluster, String namespace) {

    static final ResourceDefinitionContext APPLICATION = new ResourceDefinitionContext.Builder().withGroup("argoproj.io")
            .withVersion("v1alpha1").withKind("Application").withPlural("applications").withNamespaced(true).build();

    List<Fact> syncs() throws IOException {
        try {
            return client.genericKubernetesResources(APPLICATION).inNamespace(argoCd).list().getItems().stream()
                    .filter(this::isOurs).flatMap(GitFacts::syncs).toList();
        } catch (KubernetesClientException e) {
            throw new IOException("what Argo CD brought: " + e.getMessage(), e);
        }
    }

    private boolean isOurs(GenericKubernetesResource application) {
        return cluster.equals(application.get("spec", "destination", "name"))
                && (namespace.isEmpty() || namespace.equals(application.get("spec", "destination", "namespace")));
    }

    private static Stream<Fact> syncs(GenericKubernetesResource application) {
        return application.get("status", "history") instanceof List<?> history ? history.stream()
                .filter(Map.class::isInstance).map(Map.class::cast).filter(sync -> sync.get("deployedAt") != null)
                .map(sync -> new Fact(Sign.Kind.CHANGE, "sync " + application.getMetadata().getName(),
                        Instant.parse(sync.get("deployedAt").toString()), "Git's commit %.10s for %s".formatted(
                        Objects.toString(sync.get("revision"), "?"), application.getMetadata().getName()))) : Stream.empty();
    }
}
