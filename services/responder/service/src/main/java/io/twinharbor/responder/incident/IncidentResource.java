package io.twinharbor.responder.incident;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.responder.access.Roles;
import io.twinharbor.responder.ledger.Incident;
import io.twinharbor.responder.ledger.Incidents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/v1/incidents}: what happened, what was done about it, and what the cause may be. */
@Path("/incidents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.READER, Roles.OPERATOR})
public class IncidentResource {

    static final int LIMIT = 200;
    static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String ADDRESS = "/api/v1/incidents";

    private final Incidents incidents;

    @Inject
    public IncidentResource(Incidents incidents) {
        this.incidents = incidents;
    }

    @GET
    public Response newest(@QueryParam("before") String before, @QueryParam("limit") @DefaultValue("50") String limit)
            throws SQLException {
        int most = limit(limit);
        List<Incident> page = incidents.before(before == null ? Instant.now().plusSeconds(1) : moment(before), most);
        JsonArrayBuilder json = Json.createArrayBuilder();
        page.forEach(incident -> json.add(IncidentJson.summary(incident)));
        Response.ResponseBuilder response = Response.ok(json.build().toString());
        if (page.size() == most) {
            response.header("Link", "<%s?limit=%d&before=%s>; rel=\"next\"".formatted(ADDRESS, most,
                    URLEncoder.encode(page.get(most - 1).receivedAt().toString(), StandardCharsets.UTF_8)));
        }
        return response.build();
    }

    @GET
    @Path("{id: " + UUID_FORM + "}")
    public String get(@PathParam("id") UUID id) throws SQLException {
        return IncidentJson.of(incidents.find(id).orElseThrow(() -> new ProblemException(
                Problem.of(Response.Status.NOT_FOUND, "There is no incident " + id + ".")))).toString();
    }

    private static int limit(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > LIMIT) {
            throw bad("limit must be a number from 1 to " + LIMIT + ".");
        }
        return Integer.parseInt(text);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw bad("before must be a moment, as the links have it.");
        }
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.of(Response.Status.BAD_REQUEST, detail));
    }
}
