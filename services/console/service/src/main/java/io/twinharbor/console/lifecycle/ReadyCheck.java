package io.twinharbor.console.lifecycle;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: it is not on its way out. A backend that is away makes no console that is: pages say so themselves. */
@Readiness
@Singleton
public class ReadyCheck implements HealthCheck {

    private final Drain drain;

    @Inject
    ReadyCheck(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return drain.isDraining() ? HealthCheckResponse.down("draining") : HealthCheckResponse.up("serving");
    }
}
