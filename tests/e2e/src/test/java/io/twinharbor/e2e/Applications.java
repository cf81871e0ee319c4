package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;

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
