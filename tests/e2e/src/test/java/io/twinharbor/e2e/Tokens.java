package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tokens of the lab's Keycloak, each good for five minutes. */
final class Tokens {

    private static final HttpClient HTTP = HttpClient.newBuilder().sslContext(Lab.running().tls())
            .connectTimeout(Duration.ofSeconds(5)).build();
    private static final String TOOLS = "twinharbor-cli";
    private static final Duration USED = Duration.ofMinutes(2);
    private static final Map<String, Kept> OF_USERS = new HashMap<>();

    private record Kept(String token, long since) {
    }

    private Tokens() {
    }

    /** For a client by itself. */
    static String ofClient(String client, String secret) throws IOException, InterruptedException {
        return ask(Map.of("grant_type", "client_credentials"), "Authorization", Lab.basic(client, secret));
    }

    /** For one of the people whom the lab knows, with developers' tools; the same for a while. */
    static String ofUser(String user) throws IOException, InterruptedException {
        return ofUser(user, TOOLS);
    }

    /** The same with other tools. */
    static synchronized String ofUser(String user, String tools) throws IOException, InterruptedException {
        String key = user + " with " + tools;
        var kept = OF_USERS.get(key);
        if (kept == null || System.nanoTime() - kept.since() > USED.toNanos()) {
            kept = new Kept(ask(Map.of("grant_type", "password", "client_id", tools, "username", user, "password",
                    password(user))), System.nanoTime());
            OF_USERS.put(key, kept);
        }
        return kept.token();
    }

    static String password(String user) {
        return Lab.running().secret("keycloak.realm." + user.toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD");
    }

    private static String ask(Map<String, String> form, String... headers) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(
                Lab.running().address("id") + "/auth/realms/twinharbor/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(10)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("no token: " + answer.statusCode() + " " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body()).get("access_token").asText();
    }
}
