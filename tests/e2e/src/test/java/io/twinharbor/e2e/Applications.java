package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Argo CD says of its Applications. */
final class Applications {

    private Applications() {
    }

    static List<GenericKubernetesResource> all() {
        return Lab.running().home().client().genericKubernetesResources("argoproj.io/v1alpha1", "Application")
                .inNamespace("argocd").list().getItems();
    }

    /** Those that are not both Synced and Healthy, with what they are. */
    static List<String> unwell() {
        return all().stream()
                .filter(application -> !sync(application).equals("Synced") || !health(application).equals("Healthy"))
                .map(application -> application.getMetadata().getName() + ": " + sync(application) + ", " + health(application))
                .toList();
    }

    static boolean isWell(String name) {
        return unwell().stream().noneMatch(line -> line.startsWith(name + ":"));
    }

    /** When the last sync ended; that of one under way is not there yet. */
    static String lastSync(String name) {
        return all().stream().filter(application -> application.getMetadata().getName().equals(name))
                .map(application -> String.valueOf(application.<Object>get("status", "operationState", "finishedAt")))
                .filter(finished -> !finished.equals("null")).collect(Collectors.joining());
    }

    /** When the last sync began, be it under way or not. */
    static String syncStarted(String name) {
        return all().stream().filter(application -> application.getMetadata().getName().equals(name)).findFirst().orElseThrow()
                .get("status", "operationState", "startedAt");
    }

    /** What Argo CD has to say against one; empty if nothing. */
    static String conditions(String name) {
        return all().stream().filter(application -> application.getMetadata().getName().equals(name))
                .map(application -> application.<List<Map<String, String>>>get("status", "conditions"))
                .flatMap(conditions -> conditions == null ? Stream.empty() : conditions.stream())
                .map(condition -> condition.get("message")).collect(Collectors.joining("\n"));
    }

    static String project(GenericKubernetesResource application) {
        return application.get("spec", "project");
    }

    private static String sync(GenericKubernetesResource application) {
        return String.valueOf(application.<Object>get("status", "sync", "status"));
    }

    private static String health(GenericKubernetesResource application) {
        return String.valueOf(application.<Object>get("status", "health", "status"));
    }
}
