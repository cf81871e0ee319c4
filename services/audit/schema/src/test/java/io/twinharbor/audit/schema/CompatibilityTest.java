package io.twinharbor.audit.schema;

import static io.twinharbor.schema.testing.Compatibility.HOW_TO_MEND;
import static io.twinharbor.schema.testing.Compatibility.MIGRATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

import io.twinharbor.schema.testing.Compatibility;
import io.twinharbor.schema.testing.EmbeddedDatabase;
import org.junit.jupiter.api.Test;

/** A migration leaves the version that runs what it relies on, or says since which release none does. */
class CompatibilityTest {

    @Test
    void eachMigrationLeavesTheVersionBeforeWorking() throws IOException, SQLException {
        try (EmbeddedDatabase audit = EmbeddedDatabase.provisioned()) {
            assertEquals(List.of(), new Compatibility(audit.database()).brokenBy(MIGRATIONS), HOW_TO_MEND);
        }
    }
}
