package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                .filter(name -> !isOfOneCluster(name)).sorted().toList()).toList();
        assertEquals(1, components.stream().distinct().count(), components::toString);
        assertTrue(components.get(0).containsAll(names("gitops/platform")), components::toString);
    }

    /** What runs in one for both, and services, each of which says where it runs. */
    private static boolean isOfOneCluster(String component) {
        return component.endsWith("-production") || names("gitops/home").contains(component);
    }

    /** Of the Applications in a folder, which its files are called by. */
    private static List<String> names(String folder) {
        try (var files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .filter(name -> !name.equals("kustomization")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
