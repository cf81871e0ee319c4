package io.twinharbor.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Runs the migrations in {@code db/migration} as the owner of the tables. */
public final class Migrate {

    /** What holds for all services' migrations; theirs lie elsewhere. */
    private static final String CALLBACKS = "classpath:db/callback";

    private final Database database;

    public Migrate(Database database) {
        this.database = database;
    }

    /**
     * With what {@code db/development} has for an empty database, if the schema's variable asks for it.
     *
     * @return the version that the tables have now
     */
    public String run() {
        Flyway flyway = flyway(isSeeded()
                ? new String[] {"classpath:db/migration", "classpath:db/development"}
                : new String[] {"classpath:db/migration"}).load();
        flyway.migrate();
        return flyway.info().current().getVersion().getVersion();
    }

    private boolean isSeeded() {
        return Boolean.parseBoolean(database.environment().get(database.schema().seedVariable()));
    }

    /** @param locations where migrations are, in Flyway's words */
    public FluentConfiguration flyway(String... locations) {
        List<String> all = new ArrayList<>(List.of(locations));
        all.add(CALLBACKS);
        return Flyway.configure()
                .dataSource(database.url(database.name()), database.userOf(Role.OWNER), database.passwordOf(Role.OWNER))
                .locations(all.toArray(String[]::new))
                // CREATE INDEX CONCURRENTLY waits for every transaction that is open, and would for the one with Flyway's lock.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .connectRetries(60)
                .connectRetriesInterval(5);
    }
}
