package io.twinharbor.console.lifecycle;

import io.twinharbor.console.access.SignIn;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: the issuer's keys can be had, without which nobody could sign in. Asked until they have been once. */
@Startup
@Singleton
public class StartedCheck implements HealthCheck {

    private static final String NAME = "issuer";
    private static final long PATIENCE_SECONDS = 2;

    private final SignIn signIn;
    private volatile boolean answered;

    @Inject
    StartedCheck(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public HealthCheckResponse call() {
        if (!answered) {
            String reason = ask();
            if (!reason.isEmpty()) {
                return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
            }
            answered = true;
        }
        return HealthCheckResponse.up(NAME);
    }

    private String ask() {
        String keys = signIn.getKeys();
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
