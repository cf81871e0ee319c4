package io.twinharbor.responder.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.twinharbor.responder.ledger.Incident;
import io.twinharbor.responder.ledger.Incidents;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The service in its server: who is let in, and that what is told is seen to without being asked again. */
@ArquillianTest
class ResponderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    private Incidents incidents;

    @Inject
    private Config config;

    @Deployment
    static WebArchive service() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/responder.war"));
    }

    @Test
    void whatAlertmanagerTellsIsDecidedAndLookedInto() throws Exception {
        assertEquals(202, tell("Bearer told", notification("one", "restart-pod")).statusCode());
        Incident incident = awaitReport("one");
        assertEquals("refused", incident.decision().state());
        assertEquals("the setting ACTIONS stops all actions", incident.decision().reason());
        assertTrue(!incident.report().getJsonArray("unseen").isEmpty(), incident.report().toString());
        String page = get("/incidents/" + incident.id()).body();
        assertTrue(page.contains("the setting ACTIONS stops all actions"), page);
    }

    @Test
    void anAlertsFingerprintLeadsToItsPage() throws Exception {
        tell("Bearer told", notification("two", "gather-evidence"));
        Incident incident = awaitReport("two");
        HttpResponse<String> link = get("/incidents/alert/two");
        assertEquals(303, link.statusCode());
        assertEquals(Optional.of("/incidents/" + incident.id()), link.headers().firstValue("Location"));
        assertTrue(get("/incidents").body().contains(incident.id().toString()));
        assertEquals(404, get("/incidents/alert/nobody").statusCode());
        assertTrue(get("/incidents/alert/nobody").body().startsWith("{"));
    }

    @Test
    void whoeverHasNotTheSecretTellsNothing() throws Exception {
        for (String authorization : new String[] {"Bearer guessed", "Basic told", "told", "Bearer "}) {
            HttpResponse<String> refused = tell(authorization, notification("three", "restart-pod"));
            assertEquals(401, refused.statusCode(), authorization);
            assertEquals(Optional.of("application/problem+json"), refused.headers().firstValue("Content-Type"));
        }
        assertEquals(Optional.empty(), incidents.newestOf("three"));
    }

    @Test
    void theSecretOpensNothingElse() throws Exception {
        for (String address : new String[] {"/api/v1/incidents", "/api/v1/stop"}) {
            assertEquals(401, get(address).statusCode(), address);
            assertEquals(401, send(request(address).header("Authorization", "Bearer told").GET()).statusCode(), address);
        }
    }

    @Test
    void whatIsNoNotificationIsAProblem() throws Exception {
        assertEquals(422, tell("Bearer told", "{\"version\": \"3\"}").statusCode());
        assertEquals(400, tell("Bearer told", "{").statusCode());
    }

    private Incident awaitReport(String fingerprint) throws Exception {
        for (int i = 0; i < 600; i++) {
            Optional<Incident> incident = incidents.newestOf(fingerprint);
            if (incident.isPresent() && incident.get().report() != null && incident.get().report().containsKey("causes")) {
                return incident.get();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("There is no report: " + incidents.newestOf(fingerprint));
    }

    private static String notification(String fingerprint, String action) {
        return """
                {"version": "4", "alerts": [{"status": "firing", "fingerprint": "%s", "startsAt": "2026-05-01T12:00:00Z",
                 "labels": {"alertname": "PodNotReady", "action": "%s", "cluster": "east", "namespace": "accounts",
                            "pod": "accounts-5d9f8c7b6d-x7k2p"}, "annotations": {"summary": "It is not ready"}}]}
                """.formatted(fingerprint, action);
    }

    private HttpResponse<String> tell(String authorization, String body) throws IOException, InterruptedException {
        return send(request("/api/v1/alerts").header("Authorization", authorization).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return send(request(address).GET());
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + config.getValue("TEST_HTTP_PORT", String.class)
                + config.getValue("test.root", String.class) + address));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }
}
