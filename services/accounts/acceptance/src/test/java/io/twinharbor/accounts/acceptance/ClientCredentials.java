package io.twinharbor.accounts.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of an OpenID provider, by the grant of that name, from the endpoint {@code TOKEN_URL}. Each role is that of a client of
 * its own, such as {@code accounts-acceptance-reader}, with its secret in {@code ACCEPTANCE_READER_SECRET}.
 */
final class ClientCredentials {

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> environment;
    private final URI endpoint;

    ClientCredentials(Map<String, String> environment) {
        this.environment = environment;
        endpoint = URI.create(given("TOKEN_URL"));
    }

    /** The same for a whole run, which is over before a token is. */
    String token(String role) {
        return tokens.computeIfAbsent(role, this::grant);
    }

    private String grant(String role) {
        String client = "accounts-acceptance-" + role;
        String secret = given("ACCEPTANCE_" + role.toUpperCase(Locale.ROOT) + "_SECRET");
        byte[] login = (client + ":" + secret).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")).build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(endpoint + " gives " + client + " no token: " + answer.statusCode() + " "
                        + answer.body());
            }
            return Client.object(answer).getString("access_token");
        } catch (IOException e) {
            throw new IllegalStateException(endpoint + " cannot be reached for a token: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String given(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalStateException(name + " is not set: services/accounts/README.md says what it is for");
        }
        return value;
    }
}
