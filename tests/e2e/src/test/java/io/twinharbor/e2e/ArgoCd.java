package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Argo CD's API, as one of its local accounts uses it. */
final class ArgoCd {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().sslContext(Lab.running().tls()).build();

    private final String token;

    private ArgoCd(String token) {
        this.token = token;
    }

    /** Signed in with the password that the lab keeps. */
    static ArgoCd as(String account) throws IOException, InterruptedException {
        var answer = signIn(account, Lab.running().secret("argocd-" + account));
        if (answer.statusCode() != 200) {
            throw new AssertionError(account + " cannot sign in: " + answer.statusCode() + " " + answer.body());
        }
        return new ArgoCd(JSON.readTree(answer.body()).get("token").asText());
    }

    static ArgoCd asNobody() {
        return new ArgoCd("");
    }

    static HttpResponse<String> signIn(String account, String password) throws IOException, InterruptedException {
        return asNobody().post("/session", JSON.valueToTree(Map.of("username", account, "password", password)));
    }

    HttpResponse<String> canI(String resource, String action, String object) throws IOException, InterruptedException {
        return send(request("/account/can-i/" + resource + "/" + action + "/" + object).GET());
    }

    /** Says yes or no. */
    String mayI(String resource, String action, String object) throws IOException, InterruptedException {
        var answer = canI(resource, action, object);
        if (answer.statusCode() != 200) {
            throw new AssertionError(resource + " " + action + " " + object + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("value").asText();
    }

    HttpResponse<String> sync(String application) throws IOException, InterruptedException {
        return post("/applications/" + application + "/sync", JSON.createObjectNode());
    }

    /** Only tries it: whoever may, changes nothing by it. */
    HttpResponse<String> trySync(String application) throws IOException, InterruptedException {
        return post("/applications/" + application + "/sync", JSON.createObjectNode().put("dryRun", true));
    }

    /** Does one of the things that a Rollout can be told; whether it may, the answer's status says. */
    HttpResponse<String> tell(String application, String rollout, String action) throws IOException, InterruptedException {
        return post("/applications/" + application + "/resource/actions/v2", JSON.valueToTree(Map.of(
                "namespace", rollout, "resourceName", rollout, "group", "argoproj.io", "version", "v1alpha1", "kind", "Rollout",
                "action", action)));
    }

    private HttpResponse<String> post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(Lab.running().address("argocd") + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
