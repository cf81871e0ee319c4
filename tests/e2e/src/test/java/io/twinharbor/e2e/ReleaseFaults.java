package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Faults of what somebody has changed. */
record ReleaseFaults(Cluster cluster) {

    private static final String STAGING = "kustomize/services/accounts/overlays/staging/kustomization.yaml";
    private static final Pattern IMAGE = Pattern.compile("newName: (\\S+/accounts)\n *digest: (\\S+)");
    private static final String SERVICE = "accounts";
    /** As pods of its service are called: so the responder may restart those of it. */
    private static final String UNREADY = SERVICE + "-e2eunready";
    private static final Duration AFTER_TEN_MINUTES = Duration.ofMinutes(16);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Beside the service: a pod that takes its settings when it starts, and by those is never ready. A restart mends it. */
    Fault settingsBad() {
        return new Fault("settings_bad", new Fault.Expected(cluster.name(), "PodNotReady", "warning", SERVICE + "/" + UNREADY,
                "bad-settings", "restart-pod done", AFTER_TEN_MINUTES), Fault.NOTHING, () -> {
                    settings("no");
                    cluster.apply(unready());
                    Waiting.until("running", PATIENCE, this::isRunning);
                    settings("yes");
                }, Fault.NOTHING, () -> {
                    cluster.client().apps().replicaSets().inNamespace(SERVICE).withName(UNREADY).delete();
                    cluster.client().configMaps().inNamespace(SERVICE).withName(UNREADY).delete();
                });
    }

    private void settings(String ready) {
        cluster.client().resource(new ConfigMapBuilder().withNewMetadata().withName(UNREADY).withNamespace(SERVICE).endMetadata()
                .withData(Map.of("ready", ready)).build()).serverSideApply();
    }

    private boolean isRunning() {
        return cluster.client().pods().inNamespace(SERVICE).withLabel("app", UNREADY).list().getItems().stream()
                .map(Pod::getStatus).anyMatch(status -> "Running".equals(status.getPhase()));
    }

    private String unready() {
        return """
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: %1$s, namespace: accounts}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      automountServiceAccountToken: false
                      terminationGracePeriodSeconds: 1
                      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                      containers:
                        - name: main
                          image: %2$s
                          command: [sleep, "86400"]
                          env: [{name: READY, valueFrom: {configMapKeyRef: {name: %1$s, key: ready}}}]
                          readinessProbe: {exec: {command: [sh, -c, 'test "$READY" = yes']}}
                          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(UNREADY, cluster.image(SERVICE));
    }

    /** In staging, which keeps the version that it had and is not taken back by itself. */
    Fault releaseBad(Path folder) throws Exception {
        var change = new Change(folder);
        var found = IMAGE.matcher(change.onMain(STAGING));
        if (!found.find()) {
            throw new AssertionError("no image in " + STAGING);
        }
        var good = found.group(2);
        var bad = new BadImage(folder, found.group(1) + "@" + good).withFaults("e2e-causes", Map.of(Faults.ERRORS, "0.5"));
        return new Fault("release_bad", new Fault.Expected(cluster.name(), "ReleaseFailed", "warning",
                "accounts-staging/accounts", "bad-release", "undo-release refused", AFTER_TEN_MINUTES), Fault.NOTHING,
                () -> replace(change, good, bad), () -> replace(change, bad, good), Fault.NOTHING);
    }

    private static void replace(Change change, String digest, String other) throws Exception {
        if (change.latest().onMain(STAGING).contains(digest)) {
            change.commit(STAGING, text -> text.replace(digest, other), "E2E: a release of staging");
            change.pushToMain();
        }
    }
}
