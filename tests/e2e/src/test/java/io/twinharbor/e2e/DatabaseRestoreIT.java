package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was deleted is there again, in a database beside the one that serves, as it was a moment before. */
@Tag("database-restore")
@Tag("long")
@Tag("platform")
@Order(63)
@ExtendWith(Results.class)
class DatabaseRestoreIT {

    private static final String FOLDER = "kustomize/services/accounts/database/restore/";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ROWS = 1_000_000;
    private static final int AT_ONCE = 100_000;
    private static final String CHECKSUM = "SELECT count(*) || ' ' || coalesce(sum(hashtext(email)), 0) FROM e2e_restored";

    private final Database serving = Database.of("east");
    private final Database restored = serving.named("accounts-db-restored");

    @Test
    void aMomentBeforeADeletionComesBackByOneFile(Results results, @TempDir Path folder) throws Exception {
        var main = new Change(folder);
        try {
            fill();
            var record = serving.sql(CHECKSUM);
            results.seconds("backup_seconds", this::backUp);
            var moment = serving.sql("SELECT clock_timestamp()");
            Thread.sleep(1_000);
            serving.sql("TRUNCATE e2e_restored");
            results.seconds("archived_seconds", () -> serving.awaitArchived(PATIENCE));
            results.seconds("restore_seconds", () -> {
                for (var file : List.of("network.yaml", "cluster.yaml")) {
                    var declared = main.onMain(FOLDER + file);
                    serving.cluster().apply(declared.replaceFirst("targetTime: .*", "targetTime: \"" + moment + '"'));
                }
                return Waiting.until("restored", PATIENCE, restored::isHealthy);
            });
            assertEquals(record, restored.sql(CHECKSUM));
            assertTrue(record.startsWith(ROWS + " "), record);
            results.add("rows", ROWS);
        } finally {
            remove();
        }
    }

    /** Rows as large as users, and nobody's. */
    private void fill() throws Exception {
        serving.sql("DROP TABLE IF EXISTS e2e_restored");
        serving.sql("CREATE TABLE e2e_restored (id bigint PRIMARY KEY, email text UNIQUE, active boolean, added timestamptz)");
        for (int from = 1; from <= ROWS; from += AT_ONCE) {
            serving.sql("INSERT INTO e2e_restored SELECT n, n || '@example.org', true, now() FROM generate_series("
                    + from + ", " + (from + AT_ONCE - 1) + ") n");
        }
    }

    private Void backUp() throws Exception {
        serving.cluster().apply("""
                apiVersion: postgresql.cnpg.io/v1
                kind: Backup
                metadata: {name: e2e, namespace: accounts}
                spec:
                  cluster: {name: accounts-db}
                  method: plugin
                  pluginConfiguration: {name: barman-cloud.cloudnative-pg.io}
                """);
        var backups = serving.cluster().client().genericKubernetesResources(Database.GROUP, "Backup")
                .inNamespace(Database.NAMESPACE);
        return Waiting.until("backed up", PATIENCE, () -> "completed".equals(backups.withName("e2e").require()
                .get("status", "phase")));
    }

    private void remove() throws Exception {
        var client = serving.cluster().client();
        client.genericKubernetesResources(Database.GROUP, "Cluster").inNamespace(Database.NAMESPACE)
                .withName(restored.name()).delete();
        client.genericKubernetesResources(Database.GROUP, "Backup").inNamespace(Database.NAMESPACE).withName("e2e").delete();
        client.network().networkPolicies().inNamespace(Database.NAMESPACE).withName(restored.name()).delete();
        serving.sql("DROP TABLE IF EXISTS e2e_restored");
    }
}
