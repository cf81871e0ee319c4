package io.twinharbor.delivery.observation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

import io.twinharbor.delivery.access.Token;
import io.twinharbor.delivery.problem.JsonBody;
import io.twinharbor.delivery.reconciliation.Reconciliation;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/v1/notifications}: what each operation takes and answers is said in {@code META-INF/openapi.yaml}. */
@Path("/notifications")
public class NotificationResource {

    private final Token token;
    private final Observations observations;
    private final Reconciliation reconciliation;

    @Inject
    public NotificationResource(Token token, Observations observations, Reconciliation reconciliation) {
        this.token = token;
        this.observations = observations;
        this.reconciliation = reconciliation;
    }

    /** It is stored when this answers; what follows from it is settled a moment later. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response take(@HeaderParam(Token.HEADER) String given, InputStream body) throws IOException {
        token.check(given);
        if (observations.keep(Notification.read(JsonBody.read(body), Instant.now()))) {
            reconciliation.ask();
        }
        return Response.accepted().build();
    }
}
