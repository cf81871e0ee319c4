package io.twinharbor.e2e;

import java.time.Duration;

/** Faults of services' databases, which are what they were when it is over. */
record DatabaseFaults(Cluster cluster) {

    private static final String EVIDENCE = "gather-evidence none";
    private static final Duration SOON = Duration.ofMinutes(8);
    private static final Duration AFTER_A_QUARTER = Duration.ofMinutes(23);
    private static final String SESSION = "e2e-causes";
    private static final String STORE = "seaweedfs";

    Fault down() {
        var database = Database.of(cluster, "audit", "audit");
        return new Fault("database_down", told("DatabaseDown", "critical", "audit/audit-db", "database-down", SOON),
                Fault.NOTHING, () -> database.fence(true), () -> database.fence(false), Fault.NOTHING);
    }

    /** It locks nothing. */
    Fault transactionHangs() {
        var database = Database.of(cluster, "delivery", "delivery");
        return new Fault("transaction_hangs", told("DatabaseTransactionHangs", "warning", "delivery/delivery-db",
                "transaction-hangs", AFTER_A_QUARTER), Fault.NOTHING,
                () -> database.begin(SESSION, "BEGIN; SELECT pg_sleep(3600)"), () -> database.end(SESSION), Fault.NOTHING);
    }

    /** Exports, which may be more in staging than their connections, wait there for a table that somebody has locked. */
    Fault poolExhausted(Api staging) {
        var database = Database.of(cluster, "accounts-staging", "accounts");
        var exports = new Load[1];
        return new Fault("pool_exhausted", told("ConnectionPoolExhausted", "critical", "accounts-staging/", "pool-exhausted",
                SOON), Fault.NOTHING, () -> {
                    database.begin(SESSION, "BEGIN; LOCK TABLE users; SELECT pg_sleep(900)");
                    exports[0] = Load.of(Duration.ofMillis(500), () -> staging.get("/api/v1/users/export").statusCode());
                }, () -> {
                    database.end(SESSION);
                    if (exports[0] != null) {
                        exports[0].close();
                    }
                }, Fault.NOTHING);
    }

    /** With something to archive from the beginning. */
    Fault archiveFails() {
        var database = Database.of(cluster.name());
        return new Fault("archive_fails", told("DatabaseArchivingFails", "critical", "accounts/accounts-db", "archive-fails",
                AFTER_A_QUARTER), Fault.NOTHING, () -> {
                    Stopped.stop(STORE);
                    database.sql("SELECT pg_logical_emit_message(true, 'e2e', 'e2e'); SELECT pg_switch_wal()");
                }, () -> Stopped.start(STORE), Fault.NOTHING);
    }

    /** It may not read its users any more: nothing is away, and it answers with errors. */
    Fault serviceFails(Fault.Step prepared) {
        var database = Database.of(cluster.name());
        return new Fault("service_fails", told("ServiceLevelBurnsFast", "critical",
                "accounts in " + cluster.name() + " misses its objective of availability", "service-fails",
                AFTER_A_QUARTER), prepared,
                () -> database.sql("REVOKE SELECT ON users FROM accounts_app"),
                () -> Waiting.until("granted", SOON, () -> mayRead(database)), Fault.NOTHING);
    }

    private static boolean mayRead(Database database) throws Exception {
        database.sql("GRANT SELECT ON users TO accounts_app");
        return database.sql("SELECT has_table_privilege('accounts_app', 'users', 'SELECT')").equals("t");
    }

    private Fault.Expected told(String alert, String severity, String about, String cause, Duration within) {
        return new Fault.Expected(cluster.name(), alert, severity, about, cause, EVIDENCE, within);
    }
}
