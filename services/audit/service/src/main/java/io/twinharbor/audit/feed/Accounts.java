package io.twinharbor.audit.feed;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The events of accounts, by its API. */
@Singleton
class Accounts implements Source {

    private static final long CONNECT_SECONDS = 2;
    private static final long ANSWER_SECONDS = 25;

    private final Client http = ClientBuilder.newBuilder().connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).build();
    private final WebTarget events;
    private final Tokens tokens;

    /**
     * @param address the setting {@code FEED_URL}: where accounts is, without a path
     */
    @Inject
    Accounts(@ConfigProperty(name = "feed.url") String address, Tokens tokens) {
        events = http.target(address).path("/api/v1/events").queryParam("limit", PAGE);
        this.tokens = tokens;
    }

    @Override
    public Optional<Page> after(String position) {
        WebTarget target = position == null ? events : events.queryParam("after", position);
        try (Response answer = target.request(MediaType.APPLICATION_JSON_TYPE)
                .header("Authorization", "Bearer " + tokens.get(http)).get()) {
            return read(answer);
        } catch (ProcessingException | JsonException e) {
            throw new SourceException("accounts cannot be asked: " + e.getMessage(), e);
        }
    }

    private Optional<Page> read(Response answer) {
        if (answer.getStatus() == Response.Status.OK.getStatusCode()) {
            return Optional.of(Page.of(answer.readEntity(String.class)));
        }
        if (answer.getStatus() == Response.Status.GONE.getStatusCode()) {
            return Optional.empty();
        }
        if (answer.getStatus() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            tokens.forget();
        }
        throw new SourceException("accounts answered " + answer.getStatus());
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
