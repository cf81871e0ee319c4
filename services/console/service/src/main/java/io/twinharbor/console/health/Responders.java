package io.twinharbor.console.health;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Clusters;
import io.twinharbor.console.backend.Json;
import io.twinharbor.console.backend.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Incidents, and whether alerts are acted on. Each cluster has a responder of its own. */
@Singleton
public class Responders {

    private static final int NEWEST = 20;

    /** Whether actions are stopped, and who said so why. */
    public record Stop(boolean stopped, String reason, String actor, Instant at) {

        static Stop of(JsonObject json) {
            return new Stop(json.getBoolean("stopped"), json.getString("reason", ""), json.getString("actor", ""),
                    Json.moment(json, "at"));
        }
    }

    private final Clients clients;
    private final Map<String, URI> addresses;

    /**
     * @param addresses the setting {@code RESPONDERS}: {@code east=https://…,west=https://…}
     */
    @Inject
    public Responders(Clients clients, @ConfigProperty(name = "responders") Optional<String> addresses) {
        this.clients = clients;
        this.addresses = Clusters.parse(addresses);
    }

    /** Which clusters have one. */
    public Set<String> clusters() {
        return addresses.keySet();
    }

    @Timeout(8_000)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    public List<Incident> newest(String bearer, String cluster) {
        return of(cluster).incidents(bearer, NEWEST).getValuesAs(JsonObject.class).stream().map(Incident::of).toList();
    }

    @Timeout(8_000)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    public Incident one(String bearer, String cluster, String id) {
        return Incident.of(of(cluster).incident(bearer, id));
    }

    @Timeout(8_000)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    public Stop stop(String bearer, String cluster) {
        return Stop.of(of(cluster).stop(bearer));
    }

    @Timeout(8_000)
    public Stop stop(String bearer, String cluster, boolean stopped, String reason) {
        return Stop.of(of(cluster).stop(bearer, jakarta.json.Json.createObjectBuilder().add("stopped", stopped)
                .add("reason", reason).build()));
    }

    private ResponderApi of(String cluster) {
        return clients.of(ResponderApi.class, Optional.ofNullable(addresses.get(cluster)));
    }
}
