package io.twinharbor.conduct.lifecycle;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the database answers, and the service is not on its way out. */
@Readiness
@Singleton
public class ReadyCheck implements HealthCheck {

    private final Database database;
    private final Drain drain;

    @Inject
    ReadyCheck(Database database, Drain drain) {
        this.database = database;
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return drain.isDraining() ? HealthCheckResponse.down("draining") : database.answers("database", "SELECT 1");
    }
}
