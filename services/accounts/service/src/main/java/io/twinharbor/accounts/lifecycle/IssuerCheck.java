package io.twinharbor.accounts.lifecycle;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

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

    @Override
    public HealthCheckResponse call() {
        answered = answered || answers();
        return answered ? HealthCheckResponse.up(NAME) : HealthCheckResponse.down(NAME);
    }

    private boolean answers() {
        var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            var request = HttpRequest.newBuilder(keys).timeout(PATIENCE).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
