package io.twinharbor.console.health;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** What fires: of both clusters from Thanos, with the words and silences that this cluster's Alertmanager has for it. */
@Singleton
public class Alerts {

    /** When each of them began is the value of the second, which has the same labels but for the state. */
    private static final String FIRING = "ALERTS_FOR_STATE{severity!=\"none\"} and ignoring(alertstate) "
            + "ALERTS{alertstate=\"firing\", severity!=\"none\"}";

    private final Metrics metrics;
    private final Clients clients;
    private final Optional<URI> address;
    private final String cluster;

    /**
     * @param address the setting {@code ALERTMANAGER_URL}
     * @param cluster the setting {@code CLUSTER}: the name of the one this runs in
     */
    @Inject
    public Alerts(Metrics metrics, Clients clients, @ConfigProperty(name = "alertmanager.url") Optional<URI> address,
            @ConfigProperty(name = "cluster") String cluster) {
        this.metrics = metrics;
        this.clients = clients;
        this.address = address;
        this.cluster = cluster;
    }

    /** As Thanos has them, in both clusters. */
    public List<Alert> everywhere() {
        return metrics.now(FIRING).stream().map(Alert::of).sorted(Alert.WORST_FIRST).toList();
    }

    /** As this cluster's Alertmanager has them. */
    @Timeout(6_000)
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Alert> here() {
        return clients.of(AlertmanagerApi.class, address).alerts().getValuesAs(JsonObject.class).stream()
                .map(json -> Alert.of(json, cluster)).filter(alert -> !"none".equals(alert.severity()))
                .sorted(Alert.WORST_FIRST).toList();
    }

    /** Both together; what only one of them knows is there as well. */
    static List<Alert> together(List<Alert> everywhere, List<Alert> here) {
        Map<String, Alert> told = here.stream()
                .collect(Collectors.toMap(Alert::identity, Function.identity(), (first, second) -> first));
        var all = new java.util.LinkedHashMap<>(told);
        everywhere.forEach(alert -> all.putIfAbsent(alert.identity(), alert));
        return all.values().stream().sorted(Alert.WORST_FIRST).toList();
    }
}
