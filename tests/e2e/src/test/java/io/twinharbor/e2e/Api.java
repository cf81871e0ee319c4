package io.twinharbor.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The API of a service, as a client with a token of the lab's Keycloak uses it. */
final class Api {

    private static final Duration TOKEN_USED = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder().sslContext(Lab.running().tls())
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final String host;
    private final Login login;
    private String token;
    private long renewed;

    private Api(String host, Login login) throws IOException, InterruptedException {
        this.host = host;
        this.login = login;
        token();
    }

    /** Where its tokens come from. */
    private interface Login {

        String token() throws IOException, InterruptedException;
    }

    /** That of accounts, for as long as it is used: its token is renewed before it ends. */
    static Api of(String service) throws IOException, InterruptedException {
        return new Api(Lab.running().host(service),
                () -> Tokens.ofClient("accounts-batch", Lab.running().secret("keycloak.realm.ACCOUNTS_BATCH_SECRET")));
    }

    /** One for operations, by their tool. */
    static Api forOperations(String service) throws IOException, InterruptedException {
        return new Api(Lab.running().host(service), () -> Tokens.ofUser("operations", "twinharbor-operations"));
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (token != null && System.nanoTime() - renewed < TOKEN_USED.toNanos()) {
            return token;
        }
        token = login.token();
        renewed = System.nanoTime();
        return token;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return http.send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Adds a user, once, however often it is asked to with the same key; the status. */
    int create(String email, String key) throws IOException, InterruptedException {
        return http.send(request("/api/v1/users").header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\": \"" + email + "\"}")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** A file of users to add. */
    HttpResponse<String> postCsv(String path, String csv) throws IOException, InterruptedException {
        return http.send(request(path).timeout(Duration.ofMinutes(1)).header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks one cluster, past the edge: the status and whatever follows. */
    String getFrom(Cluster cluster, String path) throws IOException, InterruptedException {
        return Entrance.of(cluster).get(host, path, "Authorization: Bearer " + token());
    }

    private HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create("https://" + host + path)).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token());
    }
}
