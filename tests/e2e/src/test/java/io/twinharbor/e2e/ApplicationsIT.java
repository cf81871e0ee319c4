package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
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
    void bothClustersHaveAllComponents() throws IOException {
        var names = Applications.all().stream().map(application -> application.getMetadata().getName()).toList();
        try (var files = Files.newDirectoryStream(Path.of("gitops/platform"), "*.yaml")) {
            var missing = StreamSupport.stream(files.spliterator(), false)
                    .map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .filter(component -> !component.equals("kustomization"))
                    .flatMap(component -> Lab.running().clusters().stream().map(cluster -> component + "-" + cluster.name()))
                    .filter(name -> !names.contains(name)).toList();
            assertEquals(List.of(), missing);
        }
    }
}
