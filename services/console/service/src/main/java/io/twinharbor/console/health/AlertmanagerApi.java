package io.twinharbor.console.health;

import jakarta.json.JsonArray;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The API of this cluster's Alertmanager. */
@Path("/api/v2")
@Produces(MediaType.APPLICATION_JSON)
public interface AlertmanagerApi extends AutoCloseable {

    /** All alerts, silenced ones among them. */
    @GET
    @Path("alerts")
    JsonArray alerts();
}
