package io.twinharbor.accounts.schema;

import org.flywaydb.core.Flyway;

/** Runs the migrations in {@code db/migration} as the owner of the tables. */
final class Migrate {

    private final Database database;

    Migrate(Database database) {
        this.database = database;
    }

    /**
     * @param seed whether an empty directory gets the development user, from {@code db/development}
     * @return the version that the tables have now
     */
    String run(boolean seed) {
        Flyway flyway = Flyway.configure()
                .dataSource(database.url(database.name()), Role.OWNER.databaseName(), database.passwordOf(Role.OWNER))
                .locations(seed
                        ? new String[] {"classpath:db/migration", "classpath:db/development"}
                        : new String[] {"classpath:db/migration"})
                .connectRetries(60)
                .connectRetriesInterval(5)
                .load();
        flyway.migrate();
        return flyway.info().current().getVersion().getVersion();
    }
}
