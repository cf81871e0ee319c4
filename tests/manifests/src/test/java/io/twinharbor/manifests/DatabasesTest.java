package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Databases are declared as their operator completes them: what it adds, Argo CD would take out again, without end. */
class DatabasesTest {

    @Test
    void queriesOfOnesOwnFollowThoseOfTheOperator() {
        var asked = Manifest.all().stream().filter(manifest -> manifest.kind().equals("Cluster"))
                .map(manifest -> manifest.object().at("/spec/monitoring/customQueriesConfigMap"))
                .filter(queries -> !queries.isMissingNode()).toList();
        assertFalse(asked.isEmpty());
        assertEquals(List.of(), asked.stream()
                .filter(queries -> !queries.at("/0/name").asString().equals("cnpg-default-monitoring")).toList());
    }
}
