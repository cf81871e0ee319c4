package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One command keeps all of the lab that nothing else would bring back, readable by nobody who has not the key. */
@Tag("lab-backup")
@Tag("long")
@Order(21)
@ExtendWith(Results.class)
class LabBackupIT {

    private static final String ENCRYPTED = "age-encryption.org/v1\n";

    @TempDir
    Path folder;

    @Test
    void everyPartIsThereAndEncrypted(Results results) throws Exception {
        results.seconds("seconds", () -> Lab.command(Duration.ofMinutes(20), "backup", "--to", folder.toString()));
        var check = "cd '" + folder + "' && sha256sum --check --strict --quiet SHA256SUMS";
        Command.run(Duration.ofMinutes(5), List.of("sh", "-c", check));
        var parts = Stream.concat(Stream.of("keys", "hub-git", "hub-images", "hub-objects"),
                Lab.running().clusters().stream().map(cluster -> cluster.name() + "-etcd")).toList();
        long bytes = 0;
        for (String part : parts) {
            var file = folder.resolve(part + ".tar.age");
            bytes += Files.size(file);
            try (var content = Files.newInputStream(file)) {
                assertEquals(ENCRYPTED, new String(content.readNBytes(ENCRYPTED.length()), StandardCharsets.US_ASCII), part);
            }
        }
        results.add("bytes", bytes);
        assertFalse(Lab.status().contains("NOT WELL"), Lab::status);
    }

    @Test
    void aBackupThatHasChangedIsRefused() throws Exception {
        Files.writeString(folder.resolve("keys.tar.age"), ENCRYPTED);
        Files.writeString(folder.resolve("SHA256SUMS"), "0".repeat(64) + "  keys.tar.age\n");
        var line = "! python3 -m lab restore --from '" + folder + "' 2>&1";
        var said = Command.run(Duration.ofMinutes(2), List.of("sh", "-c", line));
        assertTrue(said.contains("did NOT match"), said);
    }
}
