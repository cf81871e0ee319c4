package io.twinharbor.responder.action;

import java.util.List;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Singleton;

/** By an eviction, so that the API keeps to the pod's disruption budget. */
@Singleton
public class RestartPod implements Action {

    @Override
    public Kind kind() {
        return Kind.RESTART_POD;
    }

    @Override
    public String perform(Order order) {
        var resource = order.cluster().pods().inNamespace(order.target().namespace()).withName(order.target().name());
        Pod pod = resource.get();
        if (pod == null) {
            throw new ActionFailed("there is no such pod any more");
        }
        OwnerReference owner = pod.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController())).findFirst()
                .orElseThrow(() -> new ActionFailed("nothing would make it anew"));
        var eviction = new EvictionBuilder().withNewMetadata().withName(order.target().name())
                .withNamespace(order.target().namespace()).endMetadata()
                // One that has been made anew under the same name meanwhile is another.
                .withDeleteOptions(new DeleteOptionsBuilder()
                        .withNewPreconditions().withUid(pod.getMetadata().getUid()).endPreconditions()
                        .withDryRun(order.dryRun() ? List.of("All") : null).build()).build();
        if (!resource.evict(eviction)) {
            throw new ActionFailed("its disruption budget does not let it go now");
        }
        return "evicted; %s %s makes it anew".formatted(owner.getKind(), owner.getName());
    }
}
