package io.twinharbor.delivery.incident;

import java.io.IOException;
import java.io.InputStream;

import io.twinharbor.delivery.access.Roles;
import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.problem.JsonBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/incidents}: what each operation takes and answers is said in {@code META-INF/openapi.yaml}. */
@Path("/incidents")
@Produces(MediaType.APPLICATION_JSON)
public class IncidentResource {

    private final Incidents incidents;

    @Inject
    public IncidentResource(Incidents incidents) {
        this.incidents = incidents;
    }

    @GET
    @RolesAllowed({Roles.READER, Roles.EDITOR, Roles.ADMIN})
    public String list(@QueryParam("from") String from, @QueryParam("to") String to) {
        Window window = Window.parse(from, to);
        JsonArrayBuilder json = Json.createArrayBuilder();
        incidents.in(window.from(), window.to()).forEach(incident -> json.add(IncidentJson.of(incident)));
        return json.build().toString();
    }

    /** Whoever saw it writes it down, and again when it is over: as often as it likes. */
    @PUT
    @Path("{id: [A-Za-z0-9._-]{1,100}}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    public String put(@PathParam("id") String id, InputStream body) throws IOException {
        Incident incident = IncidentJson.read(id, JsonBody.read(body));
        incidents.put(incident);
        return IncidentJson.of(incident).build().toString();
    }
}
