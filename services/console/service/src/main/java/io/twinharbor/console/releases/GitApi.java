package io.twinharbor.console.releases;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** What of Gitea's API the console uses. */
@Path("/api/v1/repos/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface GitApi {

    @GET
    @Path("pulls")
    JsonArray pulls(@HeaderParam(HttpHeaders.AUTHORIZATION) String login, @PathParam("owner") String owner,
            @PathParam("name") String name, @QueryParam("state") String state, @QueryParam("limit") int limit);

    @GET
    @Path("commits/{sha}/status")
    JsonObject status(@HeaderParam(HttpHeaders.AUTHORIZATION) String login, @PathParam("owner") String owner,
            @PathParam("name") String name, @PathParam("sha") String sha);

    @POST
    @Path("pulls/{number}/merge")
    void merge(@HeaderParam(HttpHeaders.AUTHORIZATION) String login, @PathParam("owner") String owner,
            @PathParam("name") String name, @PathParam("number") long number, JsonObject how);
}
