package io.twinharbor.console.releases;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** The console of another cluster. */
@Path("/api/v1/releases")
public interface PeerApi extends AutoCloseable {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    String all(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    @POST
    @Path("{environment}/{service}/{order}")
    void tell(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("environment") String environment,
            @PathParam("service") String service, @PathParam("order") String order);
}
