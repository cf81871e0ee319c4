package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;

/**
 * Pods that try whom they reach. Each is written {@code namespace/name} and passes, by its label, for a component of that
 * name; a name that no component has is nobody's.
 */
final class Probes {

    /** A namespace without policies. */
    static final String ELSEWHERE = "e2e-elsewhere";

    private final List<Probe> placed;

    private Probes(List<Probe> placed) {
        this.placed = placed;
    }

    /** In every cluster where they can be. */
    static Probes place(String... probes) {
        Lab.running().clusters().forEach(cluster -> cluster.freshNamespace(ELSEWHERE));
        var placed = Lab.running().clusters().stream().flatMap(cluster -> Stream.of(probes)
                .map(probe -> new Probe(cluster, probe.split("/")[0], probe.split("/")[1]))).filter(Probe::canBePlaced).toList();
        placed.forEach(Probe::place);
        return new Probes(placed);
    }

    void takeAway() {
        placed.forEach(Probe::takeAway);
        Lab.running().clusters().forEach(cluster -> cluster.removeNamespace(ELSEWHERE));
    }

    /** Of {@code to}, a host is looked up by the probe; a pod, written as probes are, is one of that component. */
    void assertReach(String cluster, String from, String to, int port, boolean isReached) throws Exception {
        Lab.running().assumeThatItHas(from, namespace(to));
        var probe = placed.stream().filter(one -> one.cluster.name().equals(cluster) && one.toString().equals(from))
                .findFirst().orElseThrow();
        var address = to.contains("/") ? probe.cluster.address(to.split("/")[0], to.split("/")[1]) : to;
        // A service's image has a shell that connects, and no nc.
        var outcome = probe.cluster.exec(probe.namespace, probe.pod(), "if command -v nc; then nc -w 2 " + address + " " + port
                + " -e /bin/date; else timeout 2 bash -c ': </dev/tcp/" + address + "/" + port + "'; fi");
        assertEquals(isReached, outcome.status() == 0, outcome::output);
    }

    /** Of a pod, or of a Service as clusters name it; of whatever else, what no service is called. */
    private static String namespace(String to) {
        return to.endsWith(".svc") ? to.split("\\.")[1] : to;
    }

    private record Probe(Cluster cluster, String namespace, String name) {

        boolean canBePlaced() {
            return cluster.offersShell(namespace);
        }

        void place() {
            cluster.stop(namespace, pod());
            cluster.startUnready(namespace, pod(), pod -> pod.editMetadata()
                    .addToLabels(Cluster.NAME, name).endMetadata());
        }

        void takeAway() {
            cluster.stop(namespace, pod());
        }

        String pod() {
            return "e2e-" + name;
        }

        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }
}
