package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A database whose volume is full stops, and goes on with all it had when the volume is larger. */
@Tag("full-disk")
@Tag("long")
@Tag("platform")
@Order(64)
@ExtendWith(Results.class)
class FullDiskIT {

    private static final String NETWORK = "kustomize/services/accounts/database/restore/network.yaml";
    private static final String NAME = "accounts-db-full";
    private static final int SMALL = 320;
    private static final int LARGER = 640;
    private static final int MOST_ROWS = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Cluster east = Lab.running().cluster("east");
    private final Database database = Database.of("east").named(NAME);
    private final SmallVolume volume = new SmallVolume(east, "e2e-full-disk");

    @Test
    void whatWasAcknowledgedIsThereWhenTheVolumeIsLarger(Results results, @TempDir Path folder) throws Exception {
        remove();
        try {
            volume.make(SMALL);
            east.apply(new Change(folder).onMain(NETWORK).replace("accounts-db-restored", NAME));
            east.apply(cluster());
            Waiting.until("begun", PATIENCE, database::isHealthy);
            database.sql("CREATE TABLE kept (id int PRIMARY KEY, filling text)");
            var acknowledged = fill();
            results.add("writes", acknowledged.size());
            results.seconds("noticed_seconds", () -> Waiting.until("noticed", PATIENCE, this::isSaidToBeFull));
            volume.grow(LARGER);
            results.seconds("back_seconds", () -> Waiting.until("back", PATIENCE,
                    () -> database.isHealthy() && insert(MOST_ROWS)));
            acknowledged.removeAll(Set.of(database.sql("SELECT id FROM kept").split("\n")));
            results.add("writes_lost", acknowledged.size());
            assertEquals(Set.of(), acknowledged);
        } finally {
            remove();
        }
    }

    private Set<String> fill() throws Exception {
        var acknowledged = new HashSet<String>();
        int refused = 0;
        for (int row = 0; refused < 3; row++) {
            assertTrue(row < MOST_ROWS, "the volume is never full");
            if (insert(row)) {
                acknowledged.add(Integer.toString(row));
            } else {
                refused++;
            }
        }
        return acknowledged;
    }

    /** A megabyte that does not get smaller. */
    private boolean insert(int row) throws Exception {
        return database.sql("INSERT INTO kept SELECT " + row + ", string_agg(md5(random()::text), '')"
                + " FROM generate_series(1, 32768) RETURNING id").equals(Integer.toString(row));
    }

    private boolean isSaidToBeFull() {
        GenericKubernetesResource found = east.client().genericKubernetesResources(Database.GROUP, "Cluster")
                .inNamespace(Database.NAMESPACE).withName(NAME).require();
        return found.get("status", "phase").equals("Not enough disk space");
    }

    private static String cluster() {
        return """
                apiVersion: postgresql.cnpg.io/v1
                kind: Cluster
                metadata: {name: %s, namespace: accounts}
                spec:
                  instances: 1
                  imageName: %s
                  storage: {size: 300Mi, storageClass: e2e-full-disk}
                  bootstrap:
                    initdb: {database: accounts, owner: kept}
                  postgresql:
                    parameters: {min_wal_size: 32MB, max_wal_size: 64MB, shared_buffers: 32MB}
                """.formatted(NAME, Database.of("east").image());
    }

    /** Also what an earlier run may have left. */
    private void remove() throws Exception {
        var client = east.client();
        client.genericKubernetesResources(Database.GROUP, "Cluster").inNamespace(Database.NAMESPACE).withName(NAME).delete();
        client.network().networkPolicies().inNamespace(Database.NAMESPACE).withName(NAME).delete();
        Waiting.until("gone", PATIENCE, () -> client.pods().inNamespace(Database.NAMESPACE).withLabel("cnpg.io/cluster", NAME)
                .list().getItems().isEmpty());
        volume.remove();
    }
}
