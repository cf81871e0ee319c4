package io.twinharbor.audit.trail;

import java.sql.SQLException;

import io.twinharbor.audit.access.Roles;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/v1/audit/head}: the last row of the chain, to be noted where the database's administrators cannot change it. */
@Path("/head")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AUDITOR)
public class HeadResource {

    private final Trail trail;

    @Inject
    public HeadResource(Trail trail) {
        this.trail = trail;
    }

    @GET
    public String head() throws SQLException {
        return trail.head()
                .map(head -> Json.createObjectBuilder().add("seq", head.seq()).add("hash", head.hash()).build().toString())
                .orElseThrow(() -> new ProblemException(
                        Problem.of(Response.Status.NOT_FOUND, "There is no event yet.")));
    }
}
