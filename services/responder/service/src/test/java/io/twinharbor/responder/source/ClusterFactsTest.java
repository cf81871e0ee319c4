package io.twinharbor.responder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.twinharbor.responder.cause.Fact;
import org.junit.jupiter.api.Test;

/** What a cluster's API knows becomes facts with their time. */
@EnableKubernetesMockClient(crud = true)
class ClusterFactsTest {

    private static final String THEN = "2026-05-01T12:00:00Z";

    private KubernetesClient client;

    @Test
    void warningsAndReleasesAreEventsAndOrdinaryOnesAreNot() throws IOException {
        event("one", "Warning", "BackOff");
        event("two", "Normal", "RolloutAborted");
        event("three", "Normal", "Pulled");
        assertEquals(List.of("BackOff: so", "RolloutAborted: so"), names(facts().events()));
    }

    @Test
    void aContainerThatEndedAndWaitsIsSeen() throws IOException {
        client.resource(new PodBuilder().withNewMetadata().withName("web-1").withNamespace("shop").withCreationTimestamp(THEN)
                .endMetadata().withNewStatus()
                .addNewCondition().withType("Ready").withStatus("False").withReason("ContainersNotReady")
                .withLastTransitionTime(THEN).endCondition()
                .addNewContainerStatus().withName("web").withNewState().withNewWaiting().withReason("CrashLoopBackOff")
                .endWaiting().endState()
                .withNewLastState().withNewTerminated().withReason("OOMKilled").withExitCode(137).withFinishedAt(THEN)
                .endTerminated().endLastState().endContainerStatus().endStatus().build()).create();
        assertEquals(List.of("not Ready ContainersNotReady ", "OOMKilled exit 137", "CrashLoopBackOff: "), names(facts().pods()));
    }

    @Test
    void aNodeThatIsNotReadyIsSeen() throws IOException {
        client.resource(new NodeBuilder().withNewMetadata().withName("east-1").endMetadata().withNewStatus()
                .addNewCondition().withType("Ready").withStatus("Unknown").withLastTransitionTime(THEN).endCondition()
                .addNewCondition().withType("DiskPressure").withStatus("True").withLastTransitionTime(THEN).endCondition()
                .addNewCondition().withType("MemoryPressure").withStatus("False").withLastTransitionTime(THEN).endCondition()
                .endStatus().build()).create();
        assertEquals(List.of("node not ready", "node DiskPressure"), names(facts().nodes()));
    }

    @Test
    void versionsAndSettingsAreChanges() throws IOException {
        client.resource(new ReplicaSetBuilder().withNewMetadata().withName("web-7c9d").withNamespace("shop")
                .withCreationTimestamp(THEN).endMetadata().build()).create();
        client.resource(new ConfigMapBuilder().withNewMetadata().withName("web-9f2b").withNamespace("shop")
                .withCreationTimestamp(THEN).endMetadata().build()).create();
        assertEquals(List.of("release web-7c9d"), names(facts().releases()));
        assertEquals(List.of("settings web-9f2b"), names(facts().settings()));
    }

    @Test
    void whatArgoCdBroughtToTheClusterIsAChange() throws IOException {
        for (String cluster : List.of("east", "west")) {
            client.genericKubernetesResources(GitFacts.APPLICATION).inNamespace("argocd").resource(
                    new GenericKubernetesResourceBuilder().withApiVersion("argoproj.io/v1alpha1").withKind("Application")
                    .withNewMetadata().withName("shop-" + cluster).withNamespace("argocd").endMetadata()
                    .withAdditionalProperties(Map.of("spec", Map.of("destination", Map.of("name", cluster, "namespace", "shop")),
                            "status", Map.of("history", List.of(Map.of("revision", "3f2c91a0b1c2d3", "deployedAt", THEN)))))
                    .build()).create();
        }
        List<Fact> syncs = new GitFacts(client, "argocd", "west", "shop").syncs();
        assertEquals(List.of("Git's commit 3f2c91a0b1 for shop-west"), syncs.stream().map(Fact::text).toList());
    }

    private ClusterFacts facts() {
        return new ClusterFacts(client, "shop");
    }

    private static List<String> names(List<Fact> facts) {
        return facts.stream().map(Fact::name).toList();
    }

    private void event(String name, String type, String reason) {
        client.resource(new EventBuilder().withNewMetadata().withName(name).withNamespace("shop").endMetadata().withType(type)
                .withReason(reason).withMessage("so").withLastTimestamp(THEN).withNewInvolvedObject().withKind("Pod")
                .withName("web-1").endInvolvedObject().build()).create();
    }
}
