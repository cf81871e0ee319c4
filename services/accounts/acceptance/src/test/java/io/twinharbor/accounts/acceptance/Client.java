package io.twinharbor.accounts.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;

/**
 * Somebody who calls a service.
 *
 * @param service where it is
 * @param token   sent with each request; null for none
 */
record Client(URI service, String token) {

    static final String USERS = "/api/v1/users";
    static final String IMPORTS = USERS + "/imports";
    static final String JSON = "application/json";
    static final String MERGE_PATCH = "application/merge-patch+json";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    HttpResponse<String> post(String path, String type, String body, String... headers) {
        return send("POST", path, type, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> create(String json, String... headers) {
        return post(USERS, JSON, json, headers);
    }

    HttpResponse<String> put(String path, String json, String... headers) {
        return send("PUT", path, JSON, BodyPublishers.ofString(json), headers);
    }

    HttpResponse<String> patch(String path, String json, String... headers) {
        return send("PATCH", path, MERGE_PATCH, BodyPublishers.ofString(json), headers);
    }

    HttpResponse<String> send(String method, String path, String type, BodyPublisher body, String... headers) {
        return send(request(path, headers).header("Content-Type", type).method(method, body));
    }

    CompletableFuture<HttpResponse<String>> sendAsync(String method, String path, String type, BodyPublisher body,
            String... headers) {
        return HTTP.sendAsync(request(path, headers).header("Content-Type", type).method(method, body).build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + path))
                .timeout(Duration.ofMinutes(1));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonObject object(HttpResponse<String> response) {
        return object(response.body());
    }

    static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    static JsonArray array(HttpResponse<String> response) {
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readArray();
        }
    }

    static String location(HttpResponse<String> created) {
        return created.headers().firstValue("Location").orElseThrow();
    }

    static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }
}
