package io.twinharbor.console.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClustersTest {

    @Test
    void addressesAreByClusterInAlphabeticalOrder() {
        var found = Clusters.parse(Optional.of("west=https://w.example.org, east=https://e.example.org"));
        assertEquals(List.of("east", "west"), List.copyOf(found.keySet()));
        assertEquals("https://e.example.org", found.get("east").toString());
    }

    @Test
    void withoutASettingThereIsNone() {
        assertTrue(Clusters.parse(Optional.empty()).isEmpty());
    }
}
