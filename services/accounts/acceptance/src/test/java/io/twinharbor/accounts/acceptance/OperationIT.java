package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

/** What those who run the service rely on. */
class OperationIT {

    private static final String EXPORT = Client.USERS + "/export";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void aTraceIsContinuedAnsweredAndInTheLog() {
        var answer = Stand.first().as("editor").get("/", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
        String returned = answer.headers().firstValue("traceparent").orElseThrow();
        assertTrue(returned.matches("00-" + TRACE + "-[0-9a-f]{16}-01"), returned);
        assertNotEquals("b7ad6b7169203331", returned.substring(36, 52));
        String own = Stand.first().as().get("/").headers().firstValue("traceparent").orElseThrow();
        assertTrue(own.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"), own);
    }

    @Test
    void metricsTellTimesErrorsAndPoolUse() {
        Stand.first().as("reader").get(Client.USERS + "/1");
        String metrics = Stand.first().as().get("/metrics").body();
        assertTrue(metrics.contains("REST_request_seconds_count"), "time of each endpoint");
        assertTrue(metrics.contains("REST_request_unmappedException_total"), "errors of each endpoint");
        assertTrue(metrics.contains("connectionpool_"), "use of the pools");
    }

    @Test
    void itHasNotStartedBeforeItCanCheckTokens() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), unusedPort());
        Instance service = Stand.another("without-issuer", Map.of("MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                "http://" + address.getHostString() + ":" + address.getPort() + "/keys")).awaitReady();
        try {
            var started = service.as().get("/health/started");
            Expect.status(503, started);
            assertTrue(started.body().contains("issuer"), started.body());
            HttpServer issuer = HttpServer.create(address, 0);
            issuer.createContext("/keys", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            issuer.start();
            Expect.status(200, service.as().get("/health/started"));
            issuer.stop(0);
            Expect.status(200, service.as().get("/health/started"));
        } finally {
            service.stop();
        }
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheServiceIsLiveButNotReadyAndComesBackByItself() throws IOException {
        Instance service = Stand.first();
        Stand.stopDatabase();
        try {
            service.await(503);
            Expect.status(200, service.as().get("/health/live"));
            for (String path : new String[] {"/", Client.USERS, Client.USERS + "/1"}) {
                var answer = service.as("reader").get(path);
                Expect.problem(503, answer);
                assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            }
        } finally {
            Stand.startDatabase();
        }
        for (Instance back : new Instance[] {service, Stand.second()}) {
            back.awaitReady();
            for (String path : new String[] {"/", Client.USERS, Client.USERS + "/1", EXPORT}) {
                Expect.status(200, back.as("reader").get(path));
            }
        }
    }

    @Test
    void aServiceThatIsToldToStopIsNoLongerReadyServesOnAndFinishesWhatIsUnderWay() {
        Instance service = Stand.another("leaving", Map.of("SHUTDOWN_DRAIN_SECONDS", "5")).awaitReady();
        try (SlowFile file = new SlowFile()) {
            CompletableFuture<HttpResponse<String>> underWay =
                    service.as("editor").sendAsync("POST", Client.IMPORTS, "text/csv", file.publisher());
            file.write("email\nleaving1@example.org\n");
            Eventually.get(() -> Client.array(Stand.first().as("editor").get(Client.IMPORTS)).toString(),
                    imports -> imports.contains("\"running\""));
            service.terminate();
            service.await(503);
            Expect.status(200, service.as().get("/"));
            Expect.status(201, service.as("editor").create("{\"email\":\"leaving2@example.org\"}"));
            file.write("leaving3@example.org\n");
            file.close();
            Expect.status(201, underWay.join());
            Eventually.get(service::isAlive, alive -> !alive);
            assertEquals(0, service.readiness());
        } finally {
            service.stop();
        }
        assertTrue(Stand.first().as().get("/").body().contains("leaving3@example.org"));
    }
}
