package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Git says is what runs. */
@Tag("applications")
@Tag("platform")
@Order(50)
@ExtendWith(Results.class)
class ApplicationsIT {

    @Test
    void everyApplicationIsSyncedAndHealthy(Results results) {
        results.add("applications", Applications.all().size());
        assertFalse(Applications.all().isEmpty());
        assertEquals(List.of(), Applications.unwell());
    }

    @Test
    void bothClustersHaveTheSameComponents() {
        var components = Lab.running().clusters().stream().map(cluster -> Applications.all().stream()
                .map(application -> application.getMetadata().getName())
                .filter(name -> name.endsWith("-" + cluster.name()) && !name.startsWith("cluster-"))
                .map(name -> name.substring(0, name.length() - cluster.name().length() - 1))
                .filter(name -> !List.of("argo-cd", "argo-cd-access", "bootstrap", "thanos-compactor").contains(name)).sorted()
                .toList()).toList();
        assertEquals(1, components.stream().distinct().count(), components::toString);
    }
}
