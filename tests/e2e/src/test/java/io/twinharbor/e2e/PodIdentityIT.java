package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Under the restricted standard pods run as a user of their namespace alone, as OpenShift's restricted-v2 has it. */
@Tag("pod-identity")
@Order(9)
@ExtendWith(Results.class)
class PodIdentityIT {

    private static final String NAMESPACE = "e2e-pod-identity";
    private static final String OTHER = "e2e-pod-identity-other";

    @BeforeAll
    static void makeRoom() {
        for (Cluster cluster : Lab.running().clusters()) {
            cluster.freshNamespace(NAMESPACE);
            cluster.freshNamespace(OTHER);
        }
    }

    @AfterAll
    static void tidyUp() {
        for (Cluster cluster : Lab.running().clusters()) {
            cluster.removeNamespace(NAMESPACE);
            cluster.removeNamespace(OTHER);
        }
    }

    @Test
    void everyPodRunsAsAUserOfItsNamespaceAlone(Results results) {
        int pods = 0;
        for (Cluster cluster : Lab.running().clusters()) {
            var users = users(cluster);
            assertEquals(users.size(), users.values().stream().map(Users::first).distinct().count(),
                    () -> "namespaces of " + cluster.name() + " share users: " + users);
            for (var namespace : users.entrySet()) {
                for (Pod pod : cluster.client().pods().inNamespace(namespace.getKey()).list().getItems()) {
                    containers(pod).forEach(container -> assertTrue(namespace.getValue().has(user(pod, container)),
                            () -> cluster.name() + ": " + namespace.getKey() + "/" + pod.getMetadata().getName() + " has "
                                    + container.getName() + " run as " + user(pod, container)));
                    pods++;
                }
            }
        }
        results.add("pods", pods);
    }

    @Test
    void whoAsksForNothingIsGivenAUserAndWritesOnVolumes() throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var first = users(cluster).get(NAMESPACE).first();
            cluster.startIdle(NAMESPACE, "modest", described -> described.editSpec().withSecurityContext(null)
                    .addNewVolume().withName("data").withNewEmptyDir().endEmptyDir().endVolume()
                    .editFirstContainer().withSecurityContext(null)
                    .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().endContainer().endSpec());
            var ids = cluster.exec(NAMESPACE, "modest", "grep -E '^(Uid|Gid|Groups|CapEff):' /proc/self/status").output()
                    .lines().collect(Collectors.toMap(line -> line.split(":\\s*")[0], line -> line.split(":\\s*")[1].strip()));
            assertEquals(String.join("\t", List.of("" + first, "" + first, "" + first, "" + first)), ids.get("Uid"));
            assertEquals("0\t0\t0\t0", ids.get("Gid"));
            assertTrue(List.of(ids.get("Groups").split(" ")).contains("" + first), ids::toString);
            assertEquals("0000000000000000", ids.get("CapEff"));
            var written = cluster.exec(NAMESPACE, "modest", "echo written >/data/file && cat /data/file");
            assertEquals(new Cluster.Outcome(0, "written"), written);
        }
    }

    @Test
    void whoAsksForAnotherIsRefusedAndToldWhy() {
        for (Cluster cluster : Lab.running().clusters()) {
            var users = users(cluster);
            var first = users.get(NAMESPACE).first();
            isRefused(cluster, pod -> pod.withRunAsUser(0L), "must not set runAsUser=0");
            isRefused(cluster, pod -> pod.withRunAsUser(26L), "main: runAsUser is none of " + first + " to ", "leave it out");
            isRefused(cluster, pod -> pod.withRunAsUser(users.get(OTHER).first()), "main: runAsUser is none of " + first);
            isRefused(cluster, pod -> pod.withFsGroup(26L), "fsGroup is not " + first, "leave it out");
        }
    }

    private static void isRefused(Cluster cluster, UnaryOperator<PodSecurityContextBuilder> asking, String... why) {
        var refusal = assertThrows(KubernetesClientException.class, () -> cluster.startIdle(NAMESPACE, "greedy", described ->
                described.editSpec().withSecurityContext(asking.apply(new PodSecurityContextBuilder(
                        described.buildSpec().getSecurityContext())).build()).endSpec()));
        assertEquals(403, refusal.getCode(), refusal::getMessage);
        for (String part : why) {
            assertTrue(refusal.getMessage().contains(part), refusal::getMessage);
        }
    }

    /** Of each namespace under the restricted standard. */
    private static Map<String, Users> users(Cluster cluster) {
        return cluster.client().namespaces().withLabel("pod-security.kubernetes.io/enforce", "restricted").list().getItems()
                .stream().map(Namespace::getMetadata).collect(Collectors.toMap(ObjectMeta::getName,
                        namespace -> Users.of(namespace.getAnnotations().get("openshift.io/sa.scc.uid-range"))));
    }

    private static Stream<Container> containers(Pod pod) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream());
    }

    /** As whom a container runs: its own word wins over the pod's. */
    private static Long user(Pod pod, Container container) {
        var own = container.getSecurityContext() == null ? null : container.getSecurityContext().getRunAsUser();
        return own == null ? pod.getSpec().getSecurityContext().getRunAsUser() : own;
    }

    /** A namespace's, as its annotation has them: the first, and how many. */
    private record Users(long first, long number) {

        static Users of(String annotation) {
            var parts = annotation.split("/");
            return new Users(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        boolean has(Long user) {
            return user != null && user >= first && user < first + number;
        }
    }
}
