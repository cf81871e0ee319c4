package io.twinharbor.conduct.lifecycle;

import java.net.URI;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Started: the issuer's keys can be had, without which every token would be refused. Asked until they have been once: later the
 * server has them, and an issuer that is away makes nobody wait.
 */
@Startup
@Singleton
public class IssuerCheck implements HealthCheck {

    private static final String NAME = "issuer";
    private static final long PATIENCE_SECONDS = 2;

    private final URI keys;
    private volatile boolean answered;

    /**
     * @param keys where the issuer has its keys (JWKS), MicroProfile JWT's {@code mp.jwt.verify.publickey.location}
     */
    @Inject
    IssuerCheck(@ConfigProperty(name = "mp.jwt.verify.publickey.location") URI keys) {
        this.keys = keys;
        // MicroProfile JWT also takes a file, which is either there or never.
        answered = !"http".equals(keys.getScheme()) && !"https".equals(keys.getScheme());
    }

    /** Down with the reason, which the server writes to its log, too. */
    @Override
    public HealthCheckResponse call() {
        if (!answered) {
            var reason = ask();
            if (!reason.isEmpty()) {
                return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
            }
            answered = true;
        }
        return HealthCheckResponse.up(NAME);
    }

    /** As the server itself will, by the same authorities; says what is wrong, or nothing. */
    private String ask() {
        Client client = ClientBuilder.newBuilder().connectTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .readTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).build();
        try (var answer = client.target(keys).request().get()) {
            return answer.getStatus() == Status.OK.getStatusCode() ? "" : keys + " answered " + answer.getStatus();
        } catch (ProcessingException e) {
            return keys + ": " + e.getMessage();
        } finally {
            client.close();
        }
    }
}
