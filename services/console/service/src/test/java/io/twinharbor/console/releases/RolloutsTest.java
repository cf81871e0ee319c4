package io.twinharbor.console.releases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.twinharbor.console.backend.Absent;
import java.util.List;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
class RolloutsTest {

    private static final String PATH = "/apis/argoproj.io/v1alpha1/namespaces/accounts/";
    private static final String SETS = "/apis/apps/v1/namespaces/accounts/replicasets?labelSelector=rollouts-pod-template-hash";

    KubernetesMockServer server;
    KubernetesClient client;

    @Test
    void whatIsLiveWhatComesAndHowItIsMeasuredIsRead() {
        answer("Progressing", "new", "{\"phase\":\"Running\",\"metricResults\":[{\"name\":\"error-rate\",\"phase\":\"Running\","
                + "\"successful\":2,\"measurements\":[{\"value\":\"[0.00041239]\"}]}]}");
        Release release = rollouts().all().get(0);
        assertEquals("production", release.environment());
        assertEquals("802af4201ff6", release.live().digest());
        assertEquals("41c09be7755a", release.preview().digest());
        assertTrue(release.isUnderWay());
        assertEquals(new Analysis.Metric("error-rate", "Running", 2, 0, 0, "0.000412"),
                release.analyses().get(0).metrics().get(0));
    }

    @Test
    void whatIsLiveIsNoPreview() {
        answer("Healthy", "old", "{\"phase\":\"Successful\"}");
        assertNull(rollouts().all().get(0).preview());
    }

    @Test
    void whoHasNoClusterHasNoReleases() {
        assertThrows(Absent.class, new Rollouts("east", List.of(), client)::all);
    }

    @Test
    void aNamespaceThatIsNotShownIsNotToldAnything() {
        assertThrows(Absent.class, () -> rollouts().tell("keycloak", "keycloak", Order.ABORT));
    }

    @Test
    void consolesTellEachOtherWhatTheySee() {
        answer("Progressing", "new", "{\"phase\":\"Running\"}");
        List<Release> seen = rollouts().all();
        assertEquals(seen, ReleaseJson.read(ReleaseJson.write(seen)));
    }

    private Rollouts rollouts() {
        return new Rollouts("east", List.of("accounts"), client);
    }

    private void answer(String phase, String newest, String analysis) {
        server.expect().get().withPath(PATH + "rollouts").andReturn(200, list("""
                {"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"accounts","namespace":"accounts",
                  "uid":"u"},
                 "status":{"phase":"%s","currentPodHash":"%s","blueGreen":{"activeSelector":"old"}}}""".formatted(phase, newest)))
                .once();
        server.expect().get().withPath(SETS).andReturn(200, list(set("old", "802af4201ff62baa5527") + ","
                + set("new", "41c09be7755aa9d0b822"))).once();
        server.expect().get().withPath(PATH + "analysisruns?labelSelector=rollouts-pod-template-hash").andReturn(200, list("""
                {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRun","metadata":{"name":"run","namespace":"accounts",
                  "creationTimestamp":"2026-01-02T03:04:05Z","labels":{"rollouts-pod-template-hash":"new",
                    "rollout-type":"PrePromotion"},
                  "ownerReferences":[{"apiVersion":"v1","kind":"Rollout","name":"accounts","uid":"u"}]},"status":%s}"""
                .formatted(analysis))).once();
    }

    private static String set(String hash, String digest) {
        return """
                {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"accounts-%1$s",
                  "creationTimestamp":"2026-01-02T03:04:05Z",
                  "labels":{"rollouts-pod-template-hash":"%1$s"},
                  "ownerReferences":[{"apiVersion":"v1","kind":"Rollout","name":"accounts","uid":"u"}]},
                 "spec":{"replicas":2,"selector":{},"template":{"spec":{"containers":[{"image":"r/accounts@sha256:%2$s"}]}}},
                 "status":{"readyReplicas":2,"replicas":2}}""".formatted(hash, digest);
    }

    private static String list(String items) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"metadata\":{},\"items\":[" + items + "]}";
    }
}
