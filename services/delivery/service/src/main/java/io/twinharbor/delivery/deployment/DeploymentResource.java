package io.twinharbor.delivery.deployment;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

import io.twinharbor.delivery.access.Roles;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/v1/deployments}: what each operation takes and answers is said in {@code META-INF/openapi.yaml}. */
@Path("/deployments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.READER, Roles.EDITOR, Roles.ADMIN})
public class DeploymentResource {

    private static final String PATH = "/api/v1/deployments";

    private final Deployments deployments;

    @Inject
    public DeploymentResource(Deployments deployments) {
        this.deployments = deployments;
    }

    @GET
    public Response list(@QueryParam("service") String service, @QueryParam("environment") String environment,
            @QueryParam("status") String status, @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit, @Context UriInfo address) {
        DeploymentQuery query = DeploymentQuery.parse(service, environment, status, cursor, limit);
        List<Deployment> page = deployments.list(query);
        JsonArrayBuilder json = Json.createArrayBuilder();
        page.forEach(deployment -> json.add(DeploymentJson.of(deployment)));
        Response.ResponseBuilder response = Response.ok(json.build().toString()).header("Link", link(address, null, "first"));
        if (page.size() == query.limit()) {
            Deployment last = page.get(page.size() - 1);
            response.header("Link", link(address, new DeploymentQuery.Cursor(last.requestedAt(), last.id()), "next"));
        }
        return response.build();
    }

    @GET
    @Path("{id: [1-9][0-9]{0,17}}")
    public String get(@PathParam("id") long id) {
        return DeploymentJson.whole(deployments.get(id)).build().toString();
    }

    /** The deployment that each environment has by now. */
    @GET
    @Path("live")
    public String live() {
        JsonArrayBuilder json = Json.createArrayBuilder();
        deployments.live().forEach(deployment -> json.add(DeploymentJson.of(deployment)));
        return json.build().toString();
    }

    /** A link to this list from its beginning or after a row (RFC 8288), with the client's other parameters kept. */
    private static String link(UriInfo address, DeploymentQuery.Cursor cursor, String relation) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        address.getQueryParameters().forEach((name, values) -> {
            if (!name.equals("cursor")) {
                values.forEach(value -> query.add(encode(name) + "=" + encode(value)));
            }
        });
        if (cursor != null) {
            query.add("cursor=" + cursor.encode());
        }
        return "<" + PATH + query + ">; rel=\"" + relation + "\"";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
