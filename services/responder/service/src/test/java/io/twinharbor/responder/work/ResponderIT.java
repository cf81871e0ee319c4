package io.twinharbor.responder.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
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
    void whoMayReadIncidentsMayNotStopActions() throws Exception {
        tell("Bearer told", notification("four", "gather-evidence"));
        String reader = token("incident-reader");
        assertEquals(200, send(request("/api/v1/incidents").header("Authorization", reader).GET()).statusCode());
        assertEquals(200, send(request("/api/v1/incidents/" + awaitReport("four").id()).header("Authorization", reader).GET())
                .statusCode());
        assertEquals(403, stop(reader, "{\"stopped\": true, \"reason\": \"so\"}").statusCode());
        assertEquals(403, send(request("/api/v1/incidents").header("Authorization", token("admin")).GET()).statusCode());
    }

    @Test
    void whoeverOperatesStopsAllActionsAndLetsThemGoOn() throws Exception {
        String operator = token("incident-operator");
        for (boolean stopped : new boolean[] {true, false}) {
            HttpResponse<String> answer = stop(operator, "{\"stopped\": %b, \"reason\": \"an exercise\"}".formatted(stopped));
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("\"stopped\":" + stopped)
                    && answer.body().contains("\"actor\":\"ada\""), answer.body());
        }
        for (String bad : new String[] {"{\"stopped\": true}", "{\"stopped\": 1, \"reason\": \"so\"}",
            "{\"stopped\": true, \"reason\": \" \"}"}) {
            assertEquals(422, stop(operator, bad).statusCode(), bad);
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

    /** A token of somebody with this role, as the issuer would sign it. */
    private String token(String role) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String content = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "." + encode("""
                {"iss":"test","aud":"responder","sub":"1","upn":"ada","groups":["%s"],"iat":%d,"exp":%d,"jti":"%d"}"""
                .formatted(role, now, now + 300, System.nanoTime()).getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(config.getValue("test.key", String.class)))));
        signature.update(content.getBytes(StandardCharsets.UTF_8));
        return "Bearer " + content + "." + encode(signature.sign());
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private HttpResponse<String> stop(String token, String body) throws IOException, InterruptedException {
        return send(request("/api/v1/stop").header("Authorization", token).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
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
