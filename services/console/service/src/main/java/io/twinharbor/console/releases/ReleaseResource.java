package io.twinharbor.console.releases;

import io.twinharbor.console.access.BearerFilter;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** The releases of this cluster, for the consoles of others. */
@Path("releases")
public class ReleaseResource {

    private final Rollouts rollouts;
    private final Orders orders;

    @Inject
    public ReleaseResource(Rollouts rollouts, Orders orders) {
        this.rollouts = rollouts;
        this.orders = orders;
    }

    /** Of all namespaces that this console looks into. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String all() {
        return ReleaseJson.write(rollouts.all());
    }

    /** Tells one of them what to do: pause, resume, promote, abort, retry. */
    @POST
    @Path("{environment}/{service}/{order}")
    public void tell(@PathParam("environment") String environment, @PathParam("service") String service,
            @PathParam("order") String order, @Context ContainerRequestContext request) {
        Order wanted = Order.find(order).orElseThrow(NotFoundException::new);
        orders.here(String.valueOf(request.getProperty(BearerFilter.CALLER)), environment, service, wanted);
    }
}
