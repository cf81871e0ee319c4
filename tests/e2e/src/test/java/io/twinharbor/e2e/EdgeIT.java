package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients meet before any service: at the edge, and at each cluster's own Traefik. */
@Tag("edge")
@Tag("platform")
@Order(23)
@ExtendWith(Results.class)
class EdgeIT {

    private static final String PROBLEM = "application/problem+json";
    private static final String USERS = "/api/v1/users";
    private static final String READ = USERS + "?limit=1";
    private static final String NAMESPACE = "e2e-nobody-ready";
    /** More than accounts takes of one user, in bytes. */
    private static final int TOO_MUCH = 70_000;
    /** Of staging's burst several times, and sent faster than its average. */
    private static final int MANY = 600;
    private static final int AT_ONCE = 32;

    static Stream<Entrance> entrances() {
        return Entrance.all();
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void plainHttpIsRedirectedForGood(Entrance entrance) throws Exception {
        var host = Lab.running().host("api");
        var answer = entrance.getPlain(host, READ);
        assertTrue(answer.startsWith("301") || answer.startsWith("308"), answer);
        assertTrue(answer.contains("Location: https://" + host + READ + "\r\n"), answer);
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void tlsBefore12IsRefused(Entrance entrance) throws Exception {
        // A fatal alert (21, of two bytes: 2, 70): protocol version.
        var answer = HexFormat.of().formatHex(entrance.helloOfTls11());
        assertTrue(answer.matches("15....00020246"), answer);
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void answersCarrySecurityHeaders(Entrance entrance) throws Exception {
        var answer = entrance.get(Lab.running().host("api"), READ).toLowerCase(Locale.ROOT);
        for (var header : List.of("strict-transport-security: max-age=31536000", "x-content-type-options: nosniff",
                "referrer-policy: no-referrer", "x-frame-options: deny", "content-security-policy: default-src 'none'")) {
            assertEquals(2, answer.split("\r\n" + header, -1).length, () -> header + " once in " + answer);
        }
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void whatNobodyServesIsAProblem(Entrance entrance) throws Exception {
        assertProblem(404, entrance.get(Lab.running().host("api"), "/api/v1/nothing"));
        assertProblem(404, entrance.get(Lab.running().host("api"), "/health/ready"));
        var unknown = entrance.get(Lab.running().host("nobody"), USERS + "?token=secret");
        assertProblem(404, unknown);
        assertTrue(unknown.contains("\"instance\":\"" + USERS + "\""), unknown);
        assertTrue(unknown.toLowerCase(Locale.ROOT).contains("strict-transport-security: max-age="), unknown);
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void anAddressWithControlCharactersIsAProblem(Entrance entrance) throws Exception {
        assertProblem(400, entrance.get(Lab.running().host("api"), USERS + "/%00"));
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void traefikShowsItselfToNobody(Entrance entrance) throws Exception {
        for (var path : List.of("/dashboard/", "/api/rawdata", "/api/overview")) {
            assertProblem(404, entrance.get(Lab.running().host("nobody"), path));
            assertFalse(entrance.get(Lab.running().host("api"), path).startsWith("200"), path);
        }
        for (int port : new int[] {8082, 9000, 9001}) {
            assertThrows(IOException.class, () -> {
                try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(entrance.machine(), port), 1_000);
                }
            }, () -> entrance.machine() + " is open at " + port);
        }
    }

    @Test
    void answersAreCompressedForWhoAsks() throws Exception {
        assertEquals("gzip", openApi("gzip").headers().firstValue("Content-Encoding").orElse(""));
        assertEquals("", openApi("identity").headers().firstValue("Content-Encoding").orElse(""));
    }

    @Test
    void aBodyOverTheLimitIsAProblemAndAnImportMayHaveAnySize() throws Exception {
        var api = Api.of("staging");
        assertProblem(413, api.post(USERS, "{\"email\": \"" + "a".repeat(TOO_MUCH) + "\"}"));
        var run = UUID.randomUUID();
        var csv = IntStream.range(0, TOO_MUCH / 200).mapToObj(row -> row + "." + run + "@example.org," + "x".repeat(200))
                .collect(Collectors.joining("\n", "email,displayName\n", "\n"));
        var imported = api.postCsv(USERS + "/imports", csv);
        assertEquals(201, imported.statusCode(), imported.body());
    }

    /** In staging, whose limits one client can reach. It has no token: who is refused by the service is let in by Traefik. */
    @Test
    void whoAsksTooFastIsToldWhenToComeAgain(Results results) throws Exception {
        var api = Api.of("staging");
        var answers = burst(HttpRequest.newBuilder(URI.create(Lab.running().address("staging") + READ))
                .timeout(Duration.ofSeconds(30)).build());
        var refused = answers.stream().filter(answer -> answer.statusCode() != 401).toList();
        results.add("refused", refused.size());
        assertFalse(refused.isEmpty());
        assertTrue(refused.size() < MANY - 50, "the burst is let in");
        for (var answer : refused) {
            assertProblem(429, answer);
            assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()) > 0);
        }
        results.seconds("served_again_seconds", () -> Waiting.until("served again", Duration.ofSeconds(5),
                () -> api.get(READ).statusCode() == 200));
    }

    @Test
    void aServiceWithoutAReadyPodIsAProblem() throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var host = Lab.running().host("nobody");
            cluster.freshNamespace(NAMESPACE);
            try {
                cluster.client().load(new ByteArrayInputStream(nobodyReady(host).getBytes(StandardCharsets.UTF_8)))
                        .inNamespace(NAMESPACE).create();
                Waiting.until("a route of its own", Duration.ofSeconds(20),
                        () -> !Entrance.of(cluster).get(host, "/").startsWith("404"));
                var answer = Entrance.of(cluster).get(host, "/some/where");
                assertProblem(503, answer);
                assertTrue(answer.contains("Retry-After: "), answer);
            } finally {
                cluster.removeNamespace(NAMESPACE);
            }
        }
    }

    private static HttpResponse<String> openApi(String encoding) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(Lab.running().address("api") + "/openapi"))
                .header("Accept-Encoding", encoding).timeout(Duration.ofSeconds(10)).build();
        var answer = client().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        assertEquals(200, answer.statusCode());
        return answer;
    }

    private static List<HttpResponse<String>> burst(HttpRequest request) throws Exception {
        var client = client();
        Callable<HttpResponse<String>> one = () -> client.send(request, HttpResponse.BodyHandlers.ofString());
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var answers = new ArrayList<HttpResponse<String>>();
            for (var answer : threads.invokeAll(Collections.nCopies(MANY, one))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(Lab.running().tls()).build();
    }

    private static String nobodyReady(String host) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: nobody}
                spec:
                  selector: {app: nobody}
                  ports: [{name: https, port: 443, targetPort: 9443}]
                ---
                apiVersion: traefik.io/v1alpha1
                kind: IngressRoute
                metadata: {name: nobody}
                spec:
                  entryPoints: [https]
                  routes:
                    - kind: Rule
                      match: Host(`%1$s`)
                      priority: 10
                      services: [{name: nobody, port: 443, scheme: https}]
                    - kind: Rule
                      match: Host(`%1$s`) && PathPrefix(`/`)
                      priority: 5
                      middlewares: [{name: not-ready@file}]
                      services: [{kind: TraefikService, name: problem@file}]
                """.formatted(host);
    }

    private static void assertProblem(int status, String answer) throws IOException {
        assertTrue(answer.startsWith(status + " "), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("content-type: " + PROBLEM), answer);
        assertProblemBody(status, answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    private static void assertProblem(int status, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(PROBLEM, answer.headers().firstValue("Content-Type").orElse(""));
        assertProblemBody(status, answer.body());
    }

    private static void assertProblemBody(int status, String body) throws IOException {
        var problem = new ObjectMapper().readTree(body);
        assertEquals(status, problem.path("status").asInt(), body);
        assertFalse(problem.path("title").asText().isEmpty(), body);
    }
}
