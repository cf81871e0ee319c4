package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the time between a merge and its users goes, as the cluster's own objects tell it: to the second. */
final class Stages {

    private static final String ROLLOUTS = "argoproj.io/v1alpha1";
    private static final String SERVICE = "accounts";

    private final Results results;

    Stages(Results results) {
        this.results = results;
    }

    /** What each task of the pipeline took that built a commit. */
    void ofPipeline(String commit) {
        var builds = Lab.running().home().client();
        var run = builds.genericKubernetesResources("tekton.dev/v1", "PipelineRun").inNamespace("builds").list().getItems()
                .stream().filter(one -> one.<List<Map<String, String>>>get("spec", "params").stream()
                        .anyMatch(param -> param.get("name").equals("revision") && param.get("value").startsWith(commit)))
                .map(one -> one.getMetadata().getName()).filter(name -> name.startsWith("main-")).findFirst().orElseThrow();
        builds.genericKubernetesResources("tekton.dev/v1", "TaskRun").inNamespace("builds")
                .withLabel("tekton.dev/pipelineRun", run).list().getItems().stream()
                // One that is done for several images has several runs.
                .collect(Collectors.groupingBy(task -> task.getMetadata().getLabels().get("tekton.dev/pipelineTask")))
                .forEach((task, runs) -> took("task_" + task,
                        runs.stream().map(one -> at(one, "status", "startTime")).min(Comparator.naturalOrder()).orElseThrow(),
                        runs.stream().map(one -> at(one, "status", "completionTime")).max(Comparator.naturalOrder())
                                .orElseThrow()));
    }

    /** What an environment took to apply the newest release, to start it, and to try it before the switch and after. */
    void ofRelease(String environment, Cluster cluster, String namespace, String application) {
        var replicas = newest(cluster.client().apps().replicaSets().inNamespace(namespace)
                .withLabel(Cluster.NAME, SERVICE).list().getItems());
        var runs = cluster.client().genericKubernetesResources(ROLLOUTS, "AnalysisRun").inNamespace(namespace);
        var before = newest(runs.withLabel("rollout-type", "PrePromotion").list().getItems());
        took(environment + "_sync", Instant.parse(Applications.syncStarted(application)), created(replicas));
        took(environment + "_start", created(replicas), created(before));
        took(environment + "_before", created(before), at(before, "status", "completedAt"));
        var after = runs.withLabel("rollout-type", "PostPromotion").list().getItems();
        if (!after.isEmpty()) {
            took(environment + "_after", created(newest(after)), at(newest(after), "status", "completedAt"));
        }
    }

    private void took(String stage, Instant from, Instant to) {
        results.add(stage + "_seconds", Duration.between(from, to).toSeconds());
    }

    private static <T extends HasMetadata> T newest(List<T> found) {
        return found.stream().max(Comparator.comparing(Stages::created)).orElseThrow();
    }

    private static Instant created(HasMetadata object) {
        return Instant.parse(object.getMetadata().getCreationTimestamp());
    }

    private static Instant at(GenericKubernetesResource object, Object... path) {
        return Instant.parse(object.<String>get(path));
    }
}
