package io.twinharbor.manifests;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Whatever makes pods.
 *
 * @param manifest the object
 * @param pod what its template says of them
 */
record Workload(Manifest manifest, JsonNode pod) {

    private static final Set<String> RUNNING = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout");

    static Optional<Workload> of(Manifest manifest) {
        String template = switch (manifest.kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout", "Job" -> "/spec/template/spec";
            case "CronJob" -> "/spec/jobTemplate/spec/template/spec";
            case "Pod" -> "/spec";
            default -> null;
        };
        return Optional.ofNullable(template).map(path -> new Workload(manifest, manifest.object().at(path)));
    }

    /** Meant to go on until it is stopped. */
    boolean runsOn() {
        return RUNNING.contains(manifest.kind());
    }

    Stream<JsonNode> containers() {
        return stream(pod.path("containers"));
    }

    Stream<JsonNode> allContainers() {
        return Stream.concat(containers(), stream(pod.path("initContainers")));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
