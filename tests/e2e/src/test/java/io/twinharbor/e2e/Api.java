package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The API of accounts, as a client with a token of the lab's Keycloak uses it. */
final class Api {

    private static final String CLIENT = "accounts-batch";

    private final HttpClient http = HttpClient.newBuilder().sslContext(Lab.running().tls())
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final String host;
    private final String token;

    private Api(String host, String token) {
        this.host = host;
        this.token = token;
    }

    /** With a new token, good for some minutes. */
    static Api of(String service) throws IOException, InterruptedException {
        var http = HttpClient.newBuilder().sslContext(Lab.running().tls()).build();
        var answer = http.send(HttpRequest.newBuilder(URI.create(
                Lab.running().address("id") + "/auth/realms/twinharbor/protocol/openid-connect/token"))
                .header("Authorization", Lab.basic(CLIENT, Lab.running().secret("keycloak.realm.ACCOUNTS_BATCH_SECRET")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("no token: " + answer.statusCode() + " " + answer.body());
        }
        return new Api(Lab.running().host(service), new ObjectMapper().readTree(answer.body()).get("access_token").asText());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return http.send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A file of users to add. */
    HttpResponse<String> postCsv(String path, String csv) throws IOException, InterruptedException {
        return http.send(request(path).timeout(Duration.ofMinutes(1)).header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks one cluster, past the edge: the status and whatever follows. */
    String getFrom(Cluster cluster, String path) throws IOException {
        return Entrance.of(cluster).get(host, path, "Authorization: Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://" + host + path)).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token);
    }
}
