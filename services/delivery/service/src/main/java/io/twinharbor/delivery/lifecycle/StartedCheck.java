package io.twinharbor.delivery.lifecycle;

import io.twinharbor.conduct.lifecycle.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: the tables are there, so the migrations ran. */
@Startup
@Singleton
public class StartedCheck implements HealthCheck {

    private final Database database;

    @Inject
    StartedCheck(Database database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        return database.answers("schema", "SELECT FROM deployment, observation, incident LIMIT 0");
    }
}
