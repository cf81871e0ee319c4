package io.twinharbor.audit.schema;

import java.util.Locale;

/** The four who enter the database, each with no more than its work needs. */
public enum Role {
    /** Owns the tables and changes them; used by {@code migrate}, and by what seals the chain and lets old rows go. */
    OWNER,
    /** The service: adds events and reads them, changes none. */
    APP,
    /** People, and what verifies the chain: reads. */
    READER,
    /** Dumps: reads everything. */
    BACKUP;

    /** The name of this role in PostgreSQL, such as {@code audit_app}. */
    public String databaseName() {
        return "audit_" + name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable that holds its password, such as {@code DB_APP_PASSWORD}. */
    public String passwordVariable() {
        return "DB_" + name() + "_PASSWORD";
    }
}
