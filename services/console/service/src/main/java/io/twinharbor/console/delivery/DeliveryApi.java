package io.twinharbor.console.delivery;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** What of the API of delivery the console uses. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public interface DeliveryApi extends AutoCloseable {

    @GET
    @Path("indicators")
    JsonObject indicators(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("from") String from,
            @QueryParam("to") String to);

    @GET
    @Path("indicators/history")
    JsonObject history(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("service") String service,
            @QueryParam("environment") String environment, @QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("step") String step);

    @GET
    @Path("deployments")
    JsonArray deployments(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("service") String service,
            @QueryParam("environment") String environment, @QueryParam("limit") int limit);

    @GET
    @Path("reports")
    JsonArray reports(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("service") String service);

    @GET
    @Path("reports/{id}/page")
    @Produces(MediaType.TEXT_HTML)
    byte[] page(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id);

    @GET
    @Path("reports/{id}/document")
    @Produces("application/pdf")
    byte[] document(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id);
}
