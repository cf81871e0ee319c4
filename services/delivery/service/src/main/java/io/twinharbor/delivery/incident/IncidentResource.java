package io.twinharbor.delivery.incident;

import java.io.IOException;
import java.io.InputStream;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
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
import jakarta.ws.rs.core.Response;

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

    /** Of one that alerts tell of somebody says what caused it, and where more is said; the rest is theirs. */
    @PUT
    @Path("alerts/{cluster: [a-z0-9-]{1,63}}/{service: [a-z0-9-]{1,63}}/{began: [0-9]{1,12}}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    public String add(@PathParam("cluster") String cluster, @PathParam("service") String service,
            @PathParam("began") String began, InputStream body) throws IOException {
        Addition addition = IncidentJson.readAddition(JsonBody.read(body));
        String id = Alerts.id(cluster, service, began);
        Incident incident = incidents.add(id, addition).orElseThrow(() -> new ProblemException(
                Problem.of(Response.Status.NOT_FOUND, "There is no incident " + id + ".")));
        return IncidentJson.of(incident).build().toString();
    }
}
