package io.twinharbor.delivery.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** By which a message is known to come from Argo CD, as pipelines know it: its notifications can send no token of the issuer. */
@Singleton
public class Token {

    /** The header that carries it. */
    public static final String HEADER = "X-Token";

    private final Optional<String> expected;

    /**
     * @param expected the setting {@code NOTIFICATION_TOKEN}; without it no message is taken
     */
    @Inject
    public Token(@ConfigProperty(name = "notification.token") Optional<String> expected) {
        this.expected = expected;
    }

    /**
     * @throws ProblemException 401 unless it is the one
     */
    public void check(String given) {
        if (given == null || expected.isEmpty() || !MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), expected.get().getBytes(StandardCharsets.UTF_8))) {
            throw new ProblemException(
                    Problem.of(Response.Status.UNAUTHORIZED, HEADER + " must have the token of notifications."),
                    Map.of("WWW-Authenticate", HEADER));
        }
    }
}
