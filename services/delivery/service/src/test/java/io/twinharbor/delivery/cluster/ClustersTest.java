package io.twinharbor.delivery.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.twinharbor.delivery.deployment.Kind;
import io.twinharbor.delivery.history.Line;
import io.twinharbor.delivery.history.Request;
import io.twinharbor.delivery.observation.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What objects of a cluster, as its API answers them, show of releases. */
class ClustersTest {

    private static final String API = "/apis/argoproj.io/v1alpha1";
    private static final String DIGEST = "sha256:" + "7".repeat(64);
    private static final Line LINE = new Line(Map.of(), List.of(request("first", "2026-01-05T08:00:00Z"),
            request("second", "2026-01-05T09:00:00Z"), request("third", "2026-01-05T11:00:00Z")), Map.of());

    private final Map<String, String> items = new HashMap<>();
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String found = items.get(exchange.getRequestURI().getPath());
            byte[] body = (found == null ? "{}" : "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [" + found + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(found == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new KubernetesClientBuilder().withConfig(new ConfigBuilder().withAutoConfigure(false)
                .withMasterUrl("http://localhost:" + server.getAddress().getPort()).build()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aClusterWithoutArgoCdHasNothingToSay() {
        assertEquals(List.of(), seen());
    }

    @Test
    void anApplicationRemembersItsGoodSyncs() {
        application("accounts-production-west", """
                {"history": [{"revision": "one", "deployedAt": "2026-01-05T08:05:00Z"},
                             {"revision": "two", "deployedAt": "2026-01-05T09:05:00Z"}],
                 "operationState": {"phase": "Succeeded", "message": "", "syncResult": {"revision": "two"}}}""");
        assertEquals(List.of("one", "two"), seen().stream().map(Observation::revision).toList());
        assertTrue(seen().stream().allMatch(Observation::good));
        assertEquals("west", seen().get(0).environment());
        assertEquals(Instant.parse("2026-01-05T08:05:00Z"), seen().get(0).observedAt());
    }

    @Test
    void aSyncThatIsTriedAgainHasFailed() {
        application("accounts-staging", """
                {"history": [{"revision": "one", "deployedAt": "2026-01-05T08:05:00Z"}],
                 "operationState": {"phase": "Running", "message": "it is slow. Retrying attempt #2", "retryCount": 1,
                                    "finishedAt": "2026-01-05T09:00:00Z", "syncResult": {"revision": "two"}}}""");
        Observation bad = seen().get(1);
        assertFalse(bad.good());
        assertEquals("two", bad.revision());
        assertEquals(Instant.parse("2026-01-05T09:00:00Z"), bad.observedAt());
        assertNull(bad.reachedUsers());
    }

    @Test
    void aPlatformsApplicationIsNoDeployment() {
        application("traefik-east", "{\"history\": [{\"revision\": \"one\", \"deployedAt\": \"2026-01-05T08:05:00Z\"}]}");
        assertEquals(List.of(), seen());
    }

    @Test
    void aReleaseThatWasBrokenOffBeforeTheSwitchDidNotReachUsers() {
        rollout("\"abortedAt\": \"2026-01-05T10:00:00Z\", \"message\": \"it was slow\", "
                + "\"blueGreen\": {\"prePromotionAnalysisRunStatus\": {\"name\": \"pre\", \"status\": \"Failed\"}}");
        Observation bad = seen().get(0);
        assertEquals("second", bad.revision());
        assertEquals("east", bad.environment());
        assertEquals("it was slow", bad.reason());
        assertFalse(bad.reachedUsers());
    }

    @Test
    void oneThatWasBrokenOffAfterwardsDidSinceItsMeasurementBegan() {
        rollout("\"abortedAt\": \"2026-01-05T10:00:00Z\", \"message\": \"it was slow\", "
                + "\"blueGreen\": {\"postPromotionAnalysisRunStatus\": {\"name\": \"post\", \"status\": \"Failed\"}}");
        items.put(API + "/analysisruns", """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "AnalysisRun",
                 "metadata": {"name": "post", "namespace": "accounts", "creationTimestamp": "2026-01-05T09:58:00Z"}}""");
        assertTrue(seen().get(0).reachedUsers());
        assertEquals(Instant.parse("2026-01-05T09:58:00Z"), seen().get(0).servedFrom());
    }

    @Test
    void aRolloutThatIsWellSaysNothing() {
        rollout("\"phase\": \"Healthy\"");
        assertEquals(List.of(), seen());
    }

    private List<Observation> seen() {
        return Clusters.seen(client, "east", "argocd", LINE);
    }

    private void application(String name, String status) {
        items.put(API + "/namespaces/argocd/applications", """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "%s", "namespace": "argocd"},
                 "status": %s}""".formatted(name, status));
    }

    private void rollout(String status) {
        items.put(API + "/rollouts", """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout",
                 "metadata": {"name": "accounts", "namespace": "accounts"},
                 "spec": {"template": {"spec": {"containers": [{"name": "accounts", "image": "registry.example/accounts@%s"}]}}},
                 "status": {%s}}""".formatted(DIGEST, status));
    }

    private static Request request(String revision, String at) {
        return new Request("accounts", "east", revision, Instant.parse(at), Instant.parse(at), Kind.RELEASE, null, "",
                "registry.example/accounts@" + DIGEST, null, null);
    }
}
