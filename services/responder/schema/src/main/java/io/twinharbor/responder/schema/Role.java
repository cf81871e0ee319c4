package io.twinharbor.responder.schema;

import java.util.Locale;

/** The four who enter the database, each with no more than its work needs. */
public enum Role {
    /** Owns the tables and changes them; used by {@code migrate} alone. */
    OWNER,
    /** The service: reads and writes rows, changes no table. */
    APP,
    /** People and reports: reads. */
    READER,
    /** Dumps: reads everything. */
    BACKUP;

    /** The name of this role in PostgreSQL, such as {@code responder_app}. */
    public String databaseName() {
        return "responder_" + name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable that holds its password, such as {@code DB_APP_PASSWORD}. */
    public String passwordVariable() {
        return "DB_" + name() + "_PASSWORD";
    }
}
