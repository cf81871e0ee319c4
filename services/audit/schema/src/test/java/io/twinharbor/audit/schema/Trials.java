package io.twinharbor.audit.schema;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Audit's database on a server of a test. */
public final class Trials {

    private Trials() {
    }

    /** Made and brought up to date. */
    public static Database on(EmbeddedPostgres postgres) throws SQLException {
        Database database = with(postgres, Map.of());
        new Provision(database).run();
        new Migrate(database).run();
        return database;
    }

    /** The same, seen with further settings. */
    public static Database with(EmbeddedPostgres postgres, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("DB_PORT", Integer.toString(postgres.getPort()),
                "DB_ADMIN_USER", "postgres", "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner",
                "DB_APP_PASSWORD", "app", "DB_READER_PASSWORD", "reader", "DB_BACKUP_PASSWORD", "backup"));
        all.putAll(settings);
        return new Database(Map.copyOf(all));
    }
}
