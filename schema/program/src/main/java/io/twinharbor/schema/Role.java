package io.twinharbor.schema;

import java.util.Locale;

/** The four who enter a database, each with no more than its work needs. */
public enum Role {
    /** Owns the tables and changes them: used by {@code migrate}, and by what may do to rows what the service may not. */
    OWNER,
    /** The service: does to rows what its migrations grant it, changes no table. */
    APP,
    /** People and reports: reads. */
    READER,
    /** Dumps: reads everything. */
    BACKUP;

    /** The name of this role in PostgreSQL, such as {@code accounts_app}. */
    String of(Schema schema) {
        return schema.name() + "_" + name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable that holds its password, such as {@code DB_APP_PASSWORD}. */
    String passwordVariable() {
        return "DB_" + name() + "_PASSWORD";
    }
}
