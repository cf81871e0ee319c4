package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Faults of what runs in a namespace of its own, where nobody needs it. */
record ScratchFaults(Cluster cluster) {

    private static final String EVIDENCE = "gather-evidence none";
    private static final Duration SOON = Duration.ofMinutes(7);
    private static final Duration AFTER_TEN_MINUTES = Duration.ofMinutes(16);

    /** No controller makes it, for what comes with a new version is another fault. */
    Fault crashLoop() {
        return pod("crash_loop", "e2e-crash-loop", told("PodCrashLoops", "critical", "e2e-crash-loop/", "crash-loop", EVIDENCE,
                SOON), List.of("sh", "-c", "echo fatal: there is no such setting; exit 1"), pod -> pod);
    }

    Fault outOfMemory() {
        return pod("out_of_memory", "e2e-out-of-memory", told("PodCrashLoops", "critical", "e2e-out-of-memory/",
                "out-of-memory", EVIDENCE, SOON), List.of("sh", "-c", "more=x; while :; do more=$more$more; done"),
                pod -> pod.editSpec().editFirstContainer().withNewResources().addToLimits("memory", new Quantity("16Mi"))
                        .endResources().endContainer().endSpec());
    }

    Fault imageMissing() {
        return pod("image_missing", "e2e-image-missing", told("PodNotReady", "warning", "e2e-image-missing/", "image-missing",
                "restart-pod refused", AFTER_TEN_MINUTES), List.of("true"), pod -> pod.editSpec().editFirstContainer()
                        .withImage("docker.io/library/e2e-missing:1").endContainer().endSpec());
    }

    Fault noRoom() {
        var namespace = "e2e-no-room";
        return in("no_room", namespace, told("ReplicasMissing", "warning", namespace + "/", "no-room", EVIDENCE,
                AFTER_TEN_MINUTES), () -> cluster.apply("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: large, namespace: %1$s}
                spec:
                  serviceName: large
                  selector: {matchLabels: {app: large}}
                  template:
                    metadata: {labels: {app: large}}
                    spec:
                      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                      containers:
                        - name: main
                          image: %2$s
                          command: [sleep, "86400"]
                          resources: {requests: {cpu: "1000"}}
                          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(namespace, Cluster.SHELL)));
    }

    Fault secretUnreadable() {
        var namespace = "e2e-secret-unreadable";
        return in("secret_unreadable", namespace, told("SecretNotUnsealed", "warning", namespace + "/", "git-not-followed",
                EVIDENCE, AFTER_TEN_MINUTES), () -> cluster.apply("""
                apiVersion: bitnami.com/v1alpha1
                kind: SealedSecret
                metadata: {name: sealed-elsewhere, namespace: %s}
                spec:
                  encryptedData: {password: c2VhbGVkIGZvciBhbm90aGVyIGNsdXN0ZXI=}
                """.formatted(namespace)));
    }

    /** It writes until nothing goes in any more. */
    Fault volumeFull() {
        var name = "e2e-volume-full";
        var volume = new SmallVolume(cluster, name);
        var expected = told("VolumeNearlyFull", "critical", name + "/", "volume-full", "expand-volume refused", SOON);
        return new Fault("volume_full", expected, () -> {
            cluster.freshNamespace(name);
            volume.make(64);
            cluster.apply("""
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: small, namespace: %1$s}
                    spec: {accessModes: [ReadWriteOnce], storageClassName: %1$s, resources: {requests: {storage: 64Mi}}}
                    """.formatted(name));
        }, () -> cluster.start(name, "writing", List.of("sh", "-c", "cat /dev/zero >/data/file; exec sleep 86400"),
                pod -> pod.editSpec().addNewVolume().withName("data").withNewPersistentVolumeClaim().withClaimName("small")
                        .endPersistentVolumeClaim().endVolume().editFirstContainer().addNewVolumeMount().withName("data")
                        .withMountPath("/data").endVolumeMount().endContainer().endSpec()),
                () -> cluster.exec(name, "writing", "rm -f /data/file"), () -> {
                    cluster.removeNamespace(name);
                    volume.remove();
                });
    }

    private Fault pod(String name, String namespace, Fault.Expected expected, List<String> command,
            UnaryOperator<PodBuilder> more) {
        return in(name, namespace, expected, () -> cluster.create(namespace, "broken", command, more));
    }

    private Fault in(String name, String namespace, Fault.Expected expected, Fault.Step broken) {
        return new Fault(name, expected, () -> cluster.freshNamespace(namespace), broken,
                () -> cluster.removeNamespace(namespace), Fault.NOTHING);
    }

    private Fault.Expected told(String alert, String severity, String about, String cause, String decision, Duration within) {
        return new Fault.Expected(cluster.name(), alert, severity, about, cause, decision, within);
    }
}
