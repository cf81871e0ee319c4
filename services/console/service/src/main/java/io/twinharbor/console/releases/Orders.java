package io.twinharbor.console.releases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Carries out what release managers ask for in this cluster, and writes down who did. */
@Singleton
public class Orders {

    private static final Logger LOG = Logger.getLogger(Orders.class.getName());

    private final Rollouts rollouts;

    @Inject
    public Orders(Rollouts rollouts) {
        this.rollouts = rollouts;
    }

    void here(String who, String environment, String service, Order order) {
        LOG.log(Level.INFO, "{0} tells {1} of {2} to {3}", new Object[] {who, service, environment, order.word()});
        rollouts.tell("staging".equals(environment) ? service + "-staging" : service, service, order);
    }
}
