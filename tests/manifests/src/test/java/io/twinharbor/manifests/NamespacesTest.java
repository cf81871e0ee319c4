package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Namespaces as a cluster has them: what closes one may come in another Application than what runs in it. */
class NamespacesTest {

    private static final String CLUSTERS = "gitops/clusters/";

    /** What operators make pods of. */
    private static final Set<String> RUN_BY_OPERATORS = Set.of("Alertmanager", "Cluster", "Prometheus", "ThanosRuler");

    /** The cluster's own, in which the platform has metrics-server alone. */
    private static final Set<String> OF_THE_CLUSTER = Set.of("kube-system");

    private static final Map<String, List<Manifest>> OVERLAYS = Manifest.all().stream()
            .collect(Collectors.groupingBy(Manifest::overlay, TreeMap::new, Collectors.toList()));

    @TestFactory
    Stream<DynamicTest> everyNamespaceDeniesWhatItDoesNotName() {
        var clusters = OVERLAYS.keySet().stream().filter(overlay -> overlay.startsWith(CLUSTERS)).toList();
        assertFalse(clusters.isEmpty());
        return clusters.stream().flatMap(cluster -> running(namespaces(OVERLAYS.get(cluster)))
                .filter(namespace -> !OF_THE_CLUSTER.contains(namespace.getKey()))
                .map(namespace -> DynamicTest.dynamicTest(cluster + ": " + namespace.getKey(),
                        () -> assertTrue(NetworkPolicies.denyWhatTheyDoNotName(namespace.getValue()),
                                "it has no NetworkPolicy that denies whatever no other allows"))));
    }

    @Test
    void anOpenNamespaceIsFound() {
        var example = Examples.read("namespace-denies-what-it-does-not-name.yaml").stream()
                .collect(Collectors.groupingBy(Manifest::namespace, TreeMap::new, Collectors.toList()));
        assertEquals(List.of("denies-some-pods", "is-closed-elsewhere", "lets-everything-out", "lets-everything-through"),
                running(example).filter(namespace -> !NetworkPolicies.denyWhatTheyDoNotName(namespace.getValue()))
                        .map(Map.Entry::getKey).toList());
    }

    /** What a cluster's Applications bring, by the namespace that it ends up in. */
    private static Map<String, List<Manifest>> namespaces(List<Manifest> cluster) {
        Map<String, List<Manifest>> found = new TreeMap<>();
        cluster.stream().filter(manifest -> manifest.kind().equals("Application")).forEach(application -> {
            var unlessSaid = application.object().at("/spec/destination/namespace").asString();
            OVERLAYS.getOrDefault(application.object().at("/spec/source/path").asString(), List.of()).forEach(manifest -> found
                    .computeIfAbsent(manifest.namespace().isEmpty() ? unlessSaid : manifest.namespace(),
                            name -> new ArrayList<>()).add(manifest));
        });
        return found;
    }

    private static Stream<Map.Entry<String, List<Manifest>>> running(Map<String, List<Manifest>> namespaces) {
        return namespaces.entrySet().stream().filter(namespace -> namespace.getValue().stream()
                .anyMatch(object -> Workload.of(object).isPresent() || RUN_BY_OPERATORS.contains(object.kind())));
    }
}
