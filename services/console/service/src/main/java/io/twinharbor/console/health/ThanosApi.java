package io.twinharbor.console.health;

import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Prometheus' API, as Thanos has it for both clusters. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public interface ThanosApi extends AutoCloseable {

    /** What an expression comes to now. */
    @GET
    @Path("query")
    JsonObject query(@QueryParam("query") String query);

    /** And what it came to, at each step of a time; moments in seconds since 1970. */
    @GET
    @Path("query_range")
    JsonObject range(@QueryParam("query") String query, @QueryParam("start") long start, @QueryParam("end") long end,
            @QueryParam("step") long step);
}
