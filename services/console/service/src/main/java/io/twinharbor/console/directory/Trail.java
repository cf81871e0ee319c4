package io.twinharbor.console.directory;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Who changed what of the directory. */
@Singleton
public class Trail {

    private static final int NEWEST = 50;

    private final Clients clients;
    private final Optional<URI> address;

    /**
     * @param address the setting {@code AUDIT_URL}
     */
    @Inject
    public Trail(Clients clients, @ConfigProperty(name = "audit.url") Optional<URI> address) {
        this.clients = clients;
        this.address = address;
    }

    /** The newest events of a user. */
    @Timeout(8_000)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Event> of(String bearer, long user) {
        try (var answer = clients.of(AuditApi.class, address).events(bearer, user, null, NEWEST)) {
            return answer.readEntity(JsonArray.class).getValuesAs(JsonObject.class).stream().map(Event::of).toList();
        }
    }
}
