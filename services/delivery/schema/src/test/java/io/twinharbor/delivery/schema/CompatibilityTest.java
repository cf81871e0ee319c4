package io.twinharbor.delivery.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration leaves the version that runs what it relies on, or says since which release none does. */
class CompatibilityTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final String HOW_TO_MEND = "see Changing the tables in services/accounts/README.md";

    @Test
    void eachMigrationLeavesTheVersionBeforeWorking(@TempDir Path trial) throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Database database = new Database(Map.of("DB_PORT", Integer.toString(postgres.getPort()),
                    "DB_ADMIN_USER", "postgres", "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner",
                    "DB_APP_PASSWORD", "app", "DB_READER_PASSWORD", "reader", "DB_BACKUP_PASSWORD", "backup"));
            new Provision(database).run();
            Compatibility compatibility = new Compatibility(database);
            assertEquals(List.of(), compatibility.brokenBy(MIGRATIONS), HOW_TO_MEND);

            // That it would see what takes away, it shows once.
            Files.writeString(trial.resolve("V1000__trial.sql"), "ALTER TABLE deployment DROP COLUMN version");
            assertTrue(compatibility.brokenBy(MIGRATIONS, trial).get(0).contains("takes away: deployment.version is text"));
        }
    }
}
