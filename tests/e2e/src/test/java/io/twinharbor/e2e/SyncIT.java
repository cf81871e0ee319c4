package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Argo CD brings what Git says and leaves alone what is Argo Rollouts' to say. */
@Tag("sync")
@Tag("platform")
@Order(26)
@ExtendWith(Results.class)
class SyncIT {

    private static final String VERSION = "rollouts-pod-template-hash";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParameterizedTest
    @ValueSource(strings = {"east", "west"})
    void clientsAreLedToTheActiveVersionAllTheWhile(String cluster) throws Exception {
        var application = "accounts-production-" + cluster;
        var seen = new CopyOnWriteArrayList<Service>();
        try (var watch = Lab.running().cluster(cluster).client().services().inNamespace("accounts").watch(collected(seen))) {
            var before = Applications.lastSync(application);
            assertEquals(200, ArgoCd.as("operations").sync(application).statusCode());
            Waiting.until("synced", PATIENCE, () -> !List.of(before, "").contains(Applications.lastSync(application)));
            Waiting.until("well", PATIENCE, () -> Applications.isWell(application));
        }
        var services = seen.stream().filter(service -> service.getMetadata().getName().matches("accounts(-preview)?")).toList();
        assertFalse(services.isEmpty());
        assertEquals(List.of(), services.stream().map(service -> service.getSpec().getSelector())
                .filter(selector -> !selector.containsKey(VERSION)).toList());
    }

    private static Watcher<Service> collected(List<Service> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, Service service) {
                seen.add(service);
            }

            @Override
            public void onClose(WatcherException cause) {
                // A watch that broke off has seen what it has seen.
            }
        };
    }
}
