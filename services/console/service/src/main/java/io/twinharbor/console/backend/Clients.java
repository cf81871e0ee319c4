package io.twinharbor.console.backend;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Clients of backends, by what they speak, where they are and how long they may take; each is made when it is first asked. */
@Singleton
public class Clients {

    private record Key(Class<?> api, URI address, long patience) {
    }

    private final long connectMillis;
    private final long readMillis;
    private final Map<Key, Object> made = new ConcurrentHashMap<>();

    /**
     * @param connectMillis the setting {@code BACKEND_CONNECT_MILLISECONDS}
     * @param readMillis    the setting {@code BACKEND_READ_MILLISECONDS}
     */
    @Inject
    public Clients(@ConfigProperty(name = "backend.connect.milliseconds") long connectMillis,
            @ConfigProperty(name = "backend.read.milliseconds") long readMillis) {
        this.connectMillis = connectMillis;
        this.readMillis = readMillis;
    }

    /** A client for what answers within seconds. */
    public <T> T of(Class<T> api, Optional<URI> address) {
        return of(api, address, readMillis);
    }

    /** A client for what takes as long as it takes. */
    public <T> T patient(Class<T> api, Optional<URI> address) {
        return of(api, address, 0);
    }

    private <T> T of(Class<T> api, Optional<URI> address, long patience) {
        URI found = address.orElseThrow(Absent::new);
        return api.cast(made.computeIfAbsent(new Key(api, found, patience), key -> RestClientBuilder.newBuilder().baseUri(found)
                .connectTimeout(connectMillis, TimeUnit.MILLISECONDS).readTimeout(patience, TimeUnit.MILLISECONDS)
                .property("microprofile.rest.client.disable.default.mapper", true).register(Answers.class).build(api)));
    }
}
