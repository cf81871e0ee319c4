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
        JsonNode object = manifest.object();
        Optional<JsonNode> pod = switch (manifest.kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout", "Job" ->
                    Optional.of(object.at("/spec/template/spec"));
            case "CronJob" -> Optional.of(object.at("/spec/jobTemplate/spec/template/spec"));
            // If a Job measures one of its metrics.
            case "AnalysisTemplate" -> Optional.ofNullable(object.findValue("job")).map(job -> job.at("/spec/template/spec"));
            case "Pod" -> Optional.of(object.path("spec"));
            default -> Optional.empty();
        };
        return pod.map(found -> new Workload(manifest, found));
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
