package io.twinharbor.console.health;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** What of the API of responder the console uses. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public interface ResponderApi extends AutoCloseable {

    @GET
    @Path("incidents")
    JsonArray incidents(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("limit") int limit);

    @GET
    @Path("incidents/{id}")
    JsonObject incident(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") String id);

    @GET
    @Path("stop")
    JsonObject stop(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    @PUT
    @Path("stop")
    @Consumes(MediaType.APPLICATION_JSON)
    JsonObject stop(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, JsonObject wanted);
}
