package io.twinharbor.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What people are told who ask how it is used. */
class MainTest {

    @Test
    void theUsageIsThatOfTheService() {
        String usage = Main.usage(new Schema("harbour", false, "", ""));
        assertTrue(usage.startsWith("Usage: harbour-schema "), usage);
        assertTrue(usage.contains("(localhost, 5432, harbour)"), usage);
        assertFalse(usage.contains("development"), usage);
    }

    @Test
    void theVariableThatSeedsItIsToldWhereThereIsOne() {
        String usage = Main.usage(new Schema("harbour", false, "SEED_BOAT", "an empty harbour gets a boat"));
        String last = usage.substring(usage.stripTrailing().lastIndexOf('\n') + 1);
        assertEquals("  SEED_BOAT=true                        migrate, development only: an empty harbour gets a boat\n", last);
        assertEquals(usage.lines().filter(line -> line.contains("DB_OWNER_PASSWORD")).findFirst().orElseThrow().indexOf("both"),
                last.indexOf("migrate"));
    }
}
