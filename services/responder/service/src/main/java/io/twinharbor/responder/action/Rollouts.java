package io.twinharbor.responder.action;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;

/** What Argo Rollouts' own command line does to a rollout, with the same patches. */
final class Rollouts {

    static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder().withGroup("argoproj.io")
            .withVersion("v1alpha1").withKind("Rollout").withPlural("rollouts").withNamespaced(true).build();
    static final String REVISION = "rollout.argoproj.io/revision";
    static final String HASH = "rollouts-pod-template-hash";

    private final Order order;
    private final Resource<GenericKubernetesResource> resource;
    private final GenericKubernetesResource rollout;

    Rollouts(Order order) {
        this.order = order;
        resource = order.cluster().genericKubernetesResources(KIND).inNamespace(order.target().namespace())
                .withName(order.target().name());
        rollout = resource.get();
        if (rollout == null) {
            throw new ActionFailed("there is no such rollout");
        }
    }

    /** Whether a version is being brought that does not serve alone yet. */
    boolean isUnderWay() {
        return !status("currentPodHash").equals(status("stableRS"));
    }

    /** Ends what is under way. */
    String abort() {
        if (rollout.get("status", "abort") instanceof Boolean given && given) {
            return "it has been given up by itself: version " + status("stableRS") + " serves";
        }
        resource.subresource("status").patch(order.patch(PatchType.JSON_MERGE), "{\"status\":{\"abort\":true}}");
        return "version %s is given up: %s goes on serving".formatted(status("currentPodHash"), status("stableRS"));
    }

    /** Brings back the version before, if the one that serves is younger. */
    String undo(Duration within) {
        List<ReplicaSet> versions = order.cluster().apps().replicaSets().inNamespace(order.target().namespace())
                .list().getItems().stream().filter(this::isOurs)
                .sorted(Comparator.comparingInt(Rollouts::revision).reversed()).toList();
        if (versions.size() < 2) {
            throw new ActionFailed("there is no version before");
        }
        ReplicaSet serving = versions.get(0);
        // One that comes back keeps its ReplicaSet, and so its age: then it is not known when it came.
        if (Instant.parse(serving.getMetadata().getCreationTimestamp()).isBefore(Instant.now().minus(within))) {
            throw new ActionFailed("its last release is older than " + within);
        }
        ReplicaSet before = versions.get(1);
        PodTemplateSpec template = new PodTemplateSpecBuilder(before.getSpec().getTemplate()).editMetadata()
                .removeFromLabels(HASH).endMetadata().build();
        resource.patch(order.patch(PatchType.JSON), Serialization.asJson(List.of(
                Map.of("op", "replace", "path", "/spec/template", "value", template))));
        return "revision %d comes back in place of %d".formatted(revision(before), revision(serving));
    }

    private boolean isOurs(ReplicaSet version) {
        return version.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> rollout.getMetadata().getUid().equals(owner.getUid())) && revision(version) > 0;
    }

    private static int revision(ReplicaSet version) {
        Map<String, String> annotations = version.getMetadata().getAnnotations();
        return Integer.parseInt(annotations == null ? "0" : annotations.getOrDefault(REVISION, "0"));
    }

    private String status(String field) {
        return rollout.get("status", field) instanceof String text ? text : "";
    }
}
