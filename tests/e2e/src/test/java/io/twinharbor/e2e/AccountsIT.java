package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The user directory serves its clients in both clusters, through one name. */
@Tag("accounts")
@Tag("platform")
@Order(22)
@ExtendWith(Results.class)
class AccountsIT {

    @Test
    void whatIsWrittenThroughTheEdgeIsReadInBothClusters(Results results) throws Exception {
        var api = Api.of("api");
        var email = UUID.randomUUID() + "@example.org";
        var made = results.seconds("write_seconds", () -> api.post("/api/v1/users", "{\"email\": \"" + email + "\"}"));
        assertEquals(201, made.statusCode(), made.body());
        var path = URI.create(made.headers().firstValue("Location").orElseThrow()).getPath();
        for (Cluster cluster : Lab.running().clusters()) {
            var answer = results.seconds(cluster.name() + "_read_seconds", () -> api.getFrom(cluster, path));
            assertTrue(answer.startsWith("200"), answer);
            assertTrue(answer.contains(email), answer);
        }
    }

    @Test
    void stagingHasADirectoryOfItsOwn() throws Exception {
        var email = UUID.randomUUID() + "@example.org";
        assertEquals(201, Api.of("staging").post("/api/v1/users", "{\"email\": \"" + email + "\"}").statusCode());
        assertTrue(!Api.of("api").get("/api/v1/users?email=" + email).body().contains(email));
    }

    @Test
    void withoutATokenNobodyGetsIn() throws Exception {
        var answer = HttpClient.newBuilder().sslContext(Lab.running().tls()).build().send(
                HttpRequest.newBuilder(URI.create(Lab.running().address("api") + "/api/v1/users")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(401, answer.statusCode());
        assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void whatIsForOperationsIsNotReachedThroughTheEdge() throws Exception {
        var api = Api.of("api");
        for (var path : new String[] {"/metrics", "/health", "/health/ready"}) {
            assertEquals(404, api.get(path).statusCode(), path);
        }
    }
}
