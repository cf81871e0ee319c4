package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A machine whose init is killed is brought back with all it had. */
@Tag("killed-machine")
@Order(40)
@ExtendWith(Results.class)
class KilledMachineIT {

    private static final String NAMESPACE = "e2e-killed-machine";

    @Test
    void aKilledClusterComesBackWithItsData(Results results) throws Exception {
        Cluster west = Lab.running().cluster("west");
        var written = UUID.randomUUID().toString();
        west.freshNamespace(NAMESPACE);
        VolumeIT.claim(west, NAMESPACE);
        west.startIdle(NAMESPACE, "writing", VolumeIT::mount);
        assertEquals(0, west.exec(NAMESPACE, "writing", "echo " + written + " >/data/file && sync").status());

        Lab.command(Duration.ofSeconds(30), "kill", "west");
        results.seconds("back_seconds", () -> Lab.command(Duration.ofMinutes(9), "up"));

        west.client().pods().inNamespace(NAMESPACE).withName("writing").waitUntilReady(180, TimeUnit.SECONDS);
        assertEquals(written, west.exec(NAMESPACE, "writing", "cat /data/file").output());
        west.startServer(NAMESPACE, "new", UnaryOperator.identity());
        west.removeNamespace(NAMESPACE);
    }
}
