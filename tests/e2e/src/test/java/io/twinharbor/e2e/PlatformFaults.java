package io.twinharbor.e2e;

import java.time.Duration;

/** Faults of a cluster itself, and of what watches it. */
record PlatformFaults(Cluster cluster) {

    private static final String PROMETHEUS = "prometheus-platform-0";
    private static final String MONITORING = "monitoring";
    private static final Duration SOON = Duration.ofMinutes(8);

    /** It is there and says nothing more. Its name is written so that it is not found in the command that looks for it. */
    Fault targetDead() {
        var machine = cluster.name();
        return new Fault("target_dead", new Fault.Expected(machine, "TargetDown", "warning", "node-exporter/node-exporter",
                "target-dead", "gather-evidence none", SOON), Fault.NOTHING,
                () -> Lab.command(Duration.ofMinutes(1), "shell", machine, "sudo", "pkill", "-STOP", "-f", "node[-_]exporter"),
                () -> Lab.command(Duration.ofMinutes(1), "shell", machine, "sudo", "pkill", "-CONT", "-f", "node[-_]exporter"),
                Fault.NOTHING);
    }

    /** Only the other cluster can miss it, and takes it out of the edge; but once in six hours. */
    Fault silent(String other) {
        var none = new NoPods(cluster, MONITORING);
        return new Fault("cluster_silent", new Fault.Expected(other, "ClusterSilent", "critical", "cluster " + cluster.name(),
                "cluster-silent", "leave-edge (done|refused)", SOON), Fault.NOTHING,
                () -> none.without(PROMETHEUS), none::close, () -> returnToEdge(cluster));
    }

    /** Of a node that runs nothing by which it could be told. */
    Fault nodeLost(String node) {
        return new Fault("node_lost", new Fault.Expected(cluster.name(), "NodeNotReady", "critical", node, "node-lost",
                "gather-evidence none", SOON), Fault.NOTHING, () -> kubelet(node, "stop"), () -> kubelet(node, "start"),
                Fault.NOTHING);
    }

    /** What whoever reads that a cluster left the edge does when all is well again. */
    static void returnToEdge(Cluster cluster) {
        cluster.client().genericKubernetesResources("traefik.io/v1alpha1", "IngressRoute").inNamespace("traefik")
                .withName("left-edge").delete();
    }

    private static void kubelet(String node, String what) {
        Lab.command(Duration.ofMinutes(1), "shell", node, "sudo", "systemctl", what, "kubelet");
    }
}
