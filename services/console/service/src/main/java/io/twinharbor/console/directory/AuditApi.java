package io.twinharbor.console.directory;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What of the API of audit the console uses. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public interface AuditApi extends AutoCloseable {

    /** Events of a user, the newest first, with a {@code Link} to the next page. */
    @GET
    @Path("events")
    Response events(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("user") long user,
            @QueryParam("cursor") String cursor, @QueryParam("limit") int limit);
}
