package io.twinharbor.delivery.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.observation.Application;
import io.twinharbor.delivery.observation.Observation;

/** What an Application of Argo CD remembers: its last good syncs, and how the last one went. */
final class Applications {

    private Applications() {
    }

    static List<Observation> read(GenericKubernetesResource resource) {
        Optional<Application> found = Application.named(resource.getMetadata().getName());
        if (found.isEmpty()) {
            return List.of();
        }
        Application application = found.get();
        List<Observation> seen = new ArrayList<>();
        // Written down when a sync has succeeded, and so has waited for the Rollout.
        if (resource.get("status", "history") instanceof List<?> history) {
            for (Object entry : history) {
                if (entry instanceof Map<?, ?> sync && sync.get("revision") instanceof String revision
                        && sync.get("deployedAt") instanceof String at) {
                    seen.add(Observation.good(application.service(), application.environment(), revision, Instant.parse(at),
                            Evidence.CLUSTER));
                }
            }
        }
        failure(resource, application).ifPresent(seen::add);
        return seen;
    }

    /** As its notifications take it for one: the first may be a passing one, which is tried again at once. */
    private static Optional<Observation> failure(GenericKubernetesResource resource, Application application) {
        String phase = text(resource, "status", "operationState", "phase");
        String message = text(resource, "status", "operationState", "message");
        String revision = text(resource, "status", "operationState", "syncResult", "revision");
        String ended = text(resource, "status", "operationState", "finishedAt");
        boolean isBad = phase.equals("Failed") || phase.equals("Error") || message.contains("Retrying attempt");
        // The very first sync has no release to compare with.
        boolean isRelease = resource.get("status", "history") instanceof List<?> history && !history.isEmpty();
        return isBad && isRelease && !revision.isEmpty()
                ? Optional.of(Observation.bad(application.service(), application.environment(), revision,
                        ended.isEmpty() ? Instant.now() : Instant.parse(ended), null, null, Evidence.CLUSTER, message))
                : Optional.empty();
    }

    private static String text(GenericKubernetesResource resource, Object... path) {
        return resource.get(path) instanceof String text ? text : "";
    }
}
