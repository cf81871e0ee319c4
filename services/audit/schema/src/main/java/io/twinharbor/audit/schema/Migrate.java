package io.twinharbor.audit.schema;

import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Runs the migrations in {@code db/migration} as the owner of the tables. */
final class Migrate {

    private final Database database;

    Migrate(Database database) {
        this.database = database;
    }

    /** The version that the tables have now. */
    String run() {
        Flyway flyway = flyway("classpath:db/migration").load();
        flyway.migrate();
        return flyway.info().current().getVersion().getVersion();
    }

    /** @param locations where migrations are, in Flyway's words */
    FluentConfiguration flyway(String... locations) {
        return Flyway.configure()
                .dataSource(database.url(database.name()), Role.OWNER.databaseName(), database.passwordOf(Role.OWNER))
                .locations(locations)
                // CREATE INDEX CONCURRENTLY waits for every transaction that is open, and would for the one with Flyway's lock.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .connectRetries(60)
                .connectRetriesInterval(5);
    }
}
