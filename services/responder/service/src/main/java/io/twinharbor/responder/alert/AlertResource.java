package io.twinharbor.responder.alert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Map;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.responder.ledger.Incidents;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code /api/v1/alerts}: where Alertmanager tells. What it tells is written down before it is answered, and then seen to. */
@Path("/alerts")
@PermitAll
public class AlertResource {

    private static final String SCHEME = "Bearer ";

    private final Incidents incidents;
    private final byte[] secret;

    /**
     * @param secret the setting {@code ALERTS_SECRET}, which Alertmanager sends as a bearer's
     */
    @Inject
    public AlertResource(Incidents incidents, @ConfigProperty(name = "alerts.secret") String secret) {
        this.incidents = incidents;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response receive(@HeaderParam("Authorization") String authorization, InputStream body)
            throws IOException, SQLException {
        if (authorization == null || !authorization.startsWith(SCHEME) || !MessageDigest.isEqual(secret,
                authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8))) {
            throw new ProblemException(Problem.of(Response.Status.UNAUTHORIZED,
                    "Only Alertmanager tells of alerts, by its secret."), Map.of("WWW-Authenticate", "Bearer"));
        }
        incidents.receive(Notification.read(body));
        return Response.accepted().build();
    }
}
