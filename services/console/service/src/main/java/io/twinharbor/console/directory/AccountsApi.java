package io.twinharbor.console.directory;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** What of the API of accounts the console uses; its openapi.yaml says the rest. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
public interface AccountsApi extends AutoCloseable {

    /** A JSON array of users, with a {@code Link} to the next page. */
    @GET
    Response list(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("emailPrefix") String emailPrefix,
            @QueryParam("active") Boolean active, @QueryParam("sort") String sort, @QueryParam("cursor") String cursor,
            @QueryParam("limit") int limit);

    /** One user, with an {@code ETag}. */
    @GET
    @Path("{id}")
    Response get(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id);

    /** Adds one; again with the same key does no harm. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    JsonObject create(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @HeaderParam("Idempotency-Key") String key,
            JsonObject user);

    /** Changes what the patch names, if nobody else has changed the user meanwhile. */
    @PATCH
    @Path("{id}")
    @Consumes("application/merge-patch+json")
    JsonObject patch(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String tag, String patch);

    @DELETE
    @Path("{id}")
    void delete(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String tag);

    /** The newest imports. */
    @GET
    @Path("imports")
    JsonArray imports(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    /** Reads a file as it comes; the id is what it can be asked for by meanwhile. */
    @POST
    @Path("imports")
    @Consumes("text/csv")
    JsonObject begin(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @HeaderParam("Idempotency-Key") String id,
            @QueryParam("mode") String mode, InputStream csv);

    /** How an import stands. */
    @GET
    @Path("imports/{id}")
    JsonObject importOf(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") String id);
}
