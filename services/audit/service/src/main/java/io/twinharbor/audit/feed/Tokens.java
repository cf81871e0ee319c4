package io.twinharbor.audit.feed;

import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The tokens that the service shows to accounts: those of its own client (OAuth 2.0, client credentials). */
@Singleton
class Tokens {

    /** A token is renewed so long before it ends. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final URI issuer;
    private final Form request;
    private String token;
    private Instant end = Instant.MIN;

    /**
     * @param issuer the setting {@code FEED_TOKEN_URL}
     * @param client the setting {@code FEED_CLIENT}
     * @param secret the setting {@code FEED_CLIENT_SECRET}
     */
    @Inject
    Tokens(@ConfigProperty(name = "feed.token.url") URI issuer, @ConfigProperty(name = "feed.client") String client,
            @ConfigProperty(name = "feed.client.secret") String secret) {
        this.issuer = issuer;
        request = new Form("grant_type", "client_credentials").param("client_id", client).param("client_secret", secret);
    }

    /** One that is good for a while. */
    synchronized String get(Client http) {
        if (Instant.now().isAfter(end)) {
            fetch(http);
        }
        return token;
    }

    /** The one that was given is not taken. */
    synchronized void forget() {
        end = Instant.MIN;
    }

    private void fetch(Client http) {
        Instant asked = Instant.now();
        try (Response answer = http.target(issuer).request().post(Entity.form(request))) {
            String body = answer.readEntity(String.class);
            if (answer.getStatus() != Response.Status.OK.getStatusCode()) {
                throw new SourceException("the issuer of tokens answered " + answer.getStatus());
            }
            try (var reader = Json.createReader(new StringReader(body))) {
                JsonObject given = reader.readObject();
                token = given.getString("access_token");
                end = asked.plusSeconds(given.getInt("expires_in", 60)).minus(MARGIN);
            }
        } catch (ProcessingException | JsonException | NullPointerException e) {
            throw new SourceException("the issuer of tokens cannot be asked: " + e.getMessage(), e);
        }
    }
}
