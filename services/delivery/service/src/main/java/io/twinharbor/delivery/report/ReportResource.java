package io.twinharbor.delivery.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Violation;
import io.twinharbor.delivery.access.Roles;
import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.problem.JsonBody;
import io.twinharbor.delivery.problem.Name;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/v1/reports}: what each operation takes and answers is said in {@code META-INF/openapi.yaml}. */
@Path("/reports")
@RolesAllowed({Roles.READER, Roles.EDITOR, Roles.ADMIN})
public class ReportResource {

    private static final String ONE = "{id: [1-9][0-9]{0,17}}";
    private static final String PATH = "/api/v1/reports";

    private final Reports reports;

    @Inject
    public ReportResource(Reports reports) {
        this.reports = reports;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String list(@QueryParam("service") String service) {
        JsonArrayBuilder json = Json.createArrayBuilder();
        reports.list(Name.wanted(service, "service")).forEach(made -> json.add(json(made)));
        return json.build().toString();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    public Response make(InputStream body) throws IOException {
        JsonObject json = JsonBody.read(body);
        if (!Name.fits(json.getString("service", ""))) {
            throw new ProblemException(Problem.invalid("invalid", "The body is not valid",
                    List.of(new Violation("#/service", "must be the name of a service"))));
        }
        Window window = Window.parse(json.getString("from", null), json.getString("to", null));
        Made made = reports.make(json.getString("service"), window, json.getBoolean("tell", false));
        return Response.status(Response.Status.CREATED).header("Location", PATH + "/" + made.id())
                .entity(json(made).build().toString()).build();
    }

    @GET
    @Path(ONE)
    @Produces(MediaType.APPLICATION_JSON)
    public String get(@PathParam("id") long id) {
        return json(reports.get(id)).build().toString();
    }

    @GET
    @Path(ONE + "/page")
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    public byte[] page(@PathParam("id") long id) throws IOException {
        return reports.content(reports.get(id).page());
    }

    @GET
    @Path(ONE + "/document")
    @Produces("application/pdf")
    public byte[] document(@PathParam("id") long id) throws IOException {
        return reports.content(reports.get(id).document());
    }

    private static JsonObjectBuilder json(Made made) {
        return Json.createObjectBuilder().add("id", made.id()).add("service", made.service()).add("from", made.from().toString())
                .add("to", made.to().toString()).add("weekly", made.weekly()).add("madeAt", made.at().toString())
                .add("page", PATH + "/" + made.id() + "/page").add("document", PATH + "/" + made.id() + "/document");
    }
}
