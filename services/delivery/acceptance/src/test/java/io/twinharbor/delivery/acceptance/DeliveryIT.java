package io.twinharbor.delivery.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service on its own, with a repository and without any cluster, as its clients meet it. */
class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Client READER = Client.as("reader");
    private static final Client EDITOR = Client.as("editor");

    @BeforeAll
    static void waitForTheFirstLookAtGit() throws InterruptedException {
        await(() -> {
            try {
                return Client.nobody().get("/health/ready").statusCode() == 200
                        && !Client.json(READER.get("/api/v1/deployments")).asJsonArray().isEmpty();
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    @Test
    void aRepositoryAloneShowsHowChangesAreDelivered() {
        JsonObject answer = Client.json(READER.get("/api/v1/indicators?service=accounts&environment=east")).asJsonObject();
        JsonObject indicators = answer.getJsonArray("of").getJsonObject(0).getJsonObject("indicators");
        assertEquals(2, indicators.getInt("succeeded"));
        assertEquals(1, indicators.getJsonNumber("deploymentSuccessRate").doubleValue());
        assertEquals(600, indicators.getJsonObject("deploymentCycleTime").getJsonNumber("medianSeconds").doubleValue(), 2);
        assertEquals(0, answer.getJsonArray("of").getJsonObject(0).getJsonObject("before").getInt("succeeded"));
    }

    @Test
    void historyHasAPointForEachDay() {
        JsonObject answer = Client.json(READER.get("/api/v1/indicators/history?from="
                + Instant.now().minus(Duration.ofDays(10)))).asJsonObject();
        assertTrue(answer.getJsonArray("of").getJsonObject(0).getJsonArray("points").size() >= 10);
    }

    @Test
    void aPageOfDeploymentsLeadsToTheNext() {
        HttpResponse<byte[]> first = READER.get("/api/v1/deployments?limit=3");
        String next = first.headers().allValues("Link").stream()
                .filter(link -> link.endsWith("rel=\"next\"")).findFirst().orElseThrow();
        JsonArray second = Client.json(READER.get(next.substring(1, next.indexOf('>')))).asJsonArray();
        assertEquals(1, second.size());
        JsonObject newest = Client.json(first).asJsonArray().getJsonObject(0);
        JsonObject whole = Client.json(READER.get("/api/v1/deployments/" + newest.getInt("id"))).asJsonObject();
        assertEquals("A change", whole.getJsonArray("changes").getJsonObject(0).getString("subject"));
        assertEquals("assumption", whole.getString("evidence"));
        assertEquals(2, Client.json(READER.get("/api/v1/deployments/live")).asJsonArray().size());
    }

    @Test
    void anIncidentIsWrittenDownAndItsEndIsToo() {
        String began = Instant.now().minusSeconds(600).toString();
        assertEquals(200, EDITOR.send("PUT", "/api/v1/incidents/one", incident(began, "")).statusCode());
        assertEquals(200, EDITOR.send("PUT", "/api/v1/incidents/one",
                incident(began, ", \"restoredAt\": \"" + Instant.now() + "\"")).statusCode());
        JsonArray all = Client.json(READER.get("/api/v1/incidents")).asJsonArray();
        assertEquals(1, all.size());
        assertTrue(all.getJsonObject(0).containsKey("restoredAt"));
    }

    @Test
    void whatAlertsTellOfIsAddedToAndNotMade() {
        String address = "/api/v1/incidents/alerts/east/accounts/1767600000";
        assertEquals(404, EDITOR.send("PUT", address, "{\"revision\": \"a41c09be\"}").statusCode());
        assertEquals(422, EDITOR.send("PUT", address, incident("2026-01-05T08:00:00Z", "")).statusCode());
        assertEquals(403, READER.send("PUT", address, "{}").statusCode());
        assertEquals(404, EDITOR.send("PUT", "/api/v1/incidents/others/east/accounts/1767600000", "{}").statusCode());
    }

    @Test
    void aReportIsAPageAndADocument() {
        HttpResponse<byte[]> made = EDITOR.send("POST", "/api/v1/reports", "{\"service\": \"accounts\", \"tell\": true}");
        assertEquals(201, made.statusCode(), Client.text(made) + Stand.console());
        JsonObject report = Client.json(made).asJsonObject();
        assertTrue(Client.text(READER.get(report.getString("page"))).contains("A change"));
        byte[] document = READER.get(report.getString("document")).body();
        assertEquals("%PDF-", new String(document, 0, 5, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/indicators?from=yesterday", "/api/v1/indicators/history?step=hour",
        "/api/v1/indicators?to=-1000000000-01-01T00:00:00Z", "/api/v1/deployments?status=fine", "/api/v1/deployments?cursor=x",
        "/api/v1/deployments?limit=0", "/api/v1/deployments?service=%00", "/api/v1/reports?service=%00"})
    void whatCannotBeUnderstoodIsSaid(String path) {
        HttpResponse<byte[]> refused = READER.get(path);
        assertEquals(400, refused.statusCode());
        assertEquals("application/problem+json", refused.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void nobodyReadsWithoutATokenAndAReaderWritesNothing() {
        for (String path : List.of("/api/v1/indicators", "/api/v1/deployments", "/api/v1/incidents", "/api/v1/reports")) {
            assertEquals(401, Client.nobody().get(path).statusCode(), path);
        }
        assertEquals(403, READER.send("PUT", "/api/v1/incidents/one", incident(Instant.now().toString(), "")).statusCode());
        assertEquals(403, READER.send("POST", "/api/v1/reports", "{\"service\": \"accounts\"}").statusCode());
        assertEquals(401, READER.send("POST", "/api/v1/notifications", "{}").statusCode());
        assertEquals(404, READER.get("/api/v1/deployments/999999").statusCode());
    }

    @Test
    void itIsDescribedAndMeasured() throws InterruptedException {
        String description = Client.text(Client.nobody().get("/openapi"));
        assertTrue(description.contains("/api/v1/indicators/history"), description);
        // They are shown a moment after they are stored.
        await(() -> Client.text(Client.nobody().get("/metrics?scope=application"))
                .contains("delivery_deployment_success_ratio{"));
    }

    private static String incident(String began, String more) {
        return "{\"service\": \"theatre\", \"environment\": \"east\", \"title\": \"Slow\", \"beganAt\": \"" + began + "\"" + more
                + "}";
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("It is not there yet:\n" + Stand.console());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
