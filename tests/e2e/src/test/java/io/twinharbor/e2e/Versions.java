package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** Versions of accounts in production that differ in a setting that means nothing, and which of them users have. */
final class Versions {

    /** Where Git says what a cluster has. */
    static final String OVERLAY = "kustomize/services/accounts/overlays/production/%s/kustomization.yaml";
    private static final String BEFORE = "      - DB_SERVERS=";
    private static final String SETTING = "      - E2E_VERSION=";

    private Versions() {
    }

    /** Commits that a cluster is to have it, without a push. */
    static String commit(Change change, Cluster cluster, String version) throws Exception {
        return change.commit(OVERLAY.formatted(cluster.name()),
                text -> without(text).replaceFirst("\n" + BEFORE, "\n" + SETTING + version + "\n" + BEFORE),
                "E2E: " + version + " in " + cluster.name());
    }

    /** Commits that a cluster is to have what it had before any of them, without a push; nothing if none is left. */
    static void commitNone(Change change, Cluster cluster) throws Exception {
        var overlay = OVERLAY.formatted(cluster.name());
        if (change.onMain(overlay).contains(SETTING)) {
            change.commit(overlay, Versions::without, "E2E: as it was in " + cluster.name());
        }
    }

    /** The one that users have, as Argo Rollouts calls it. */
    static String serving(Cluster cluster) {
        return rollout(cluster).get("status", "blueGreen", "activeSelector");
    }

    /** The one that is being tried or served, whichever is newer. */
    static String newest(Cluster cluster) {
        return rollout(cluster).get("status", "currentPodHash");
    }

    /** What Argo Rollouts says of the release: Progressing, Paused, Healthy or Degraded. */
    static String phase(Cluster cluster) {
        return rollout(cluster).get("status", "phase");
    }

    private static String without(String text) {
        return text.replaceFirst("\n" + SETTING + "\\S+", "");
    }

    private static GenericKubernetesResource rollout(Cluster cluster) {
        return cluster.client().genericKubernetesResources("argoproj.io/v1alpha1", "Rollout").inNamespace("accounts")
                .withName("accounts").require();
    }
}
