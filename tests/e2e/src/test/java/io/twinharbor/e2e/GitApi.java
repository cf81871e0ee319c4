package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** The API of the lab's Git server, as its administrator uses it. */
final class GitApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().sslContext(Lab.running().tls()).build();
    private static final int NOT_YET = 405;
    private static final int TRIES = 40;

    private final String repository;

    private GitApi(String repository) {
        this.repository = repository;
    }

    /** One repository's part of it, by owner and name. */
    static GitApi of(String repository) {
        return new GitApi(repository);
    }

    /** Of any path below {@code /api/v1}; a body may be missing. */
    static HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(Lab.running().address("git") + "/api/v1" + path))
                .header("Authorization", Lab.running().basic("git-admin")).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body)).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return expect(200, send("GET", "/repos/" + repository + path, null));
    }

    /** The number of a new pull request to main. */
    int open(String title, String branch) throws IOException, InterruptedException {
        var body = JSON.writeValueAsString(Map.of("title", title, "head", branch, "base", "main"));
        return expect(201, send("POST", "/repos/" + repository + "/pulls", body)).get("number").asInt();
    }

    /** Gitea looks whether it can be merged in the background, and says 405 until then. */
    void merge(int number) throws IOException, InterruptedException {
        var path = "/repos/" + repository + "/pulls/" + number + "/merge";
        var body = "{\"Do\": \"merge\", \"delete_branch_after_merge\": true}";
        var answer = send("POST", path, body);
        for (int tried = 1; answer.statusCode() == NOT_YET && tried < TRIES; tried++) {
            Thread.sleep(500);
            answer = send("POST", path, body);
        }
        if (answer.statusCode() != 200) {
            throw new IOException("pull request " + number + " cannot be merged: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** What is said of a commit under a name: {@code success}, {@code failure}, {@code pending}; empty if nothing. */
    String status(String commit, String context) throws IOException, InterruptedException {
        for (JsonNode status : get("/commits/" + commit + "/status").path("statuses")) {
            if (status.path("context").asText().equals(context)) {
                return status.path("status").asText();
            }
        }
        return "";
    }

    private static JsonNode expect(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("the Git server answers " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
