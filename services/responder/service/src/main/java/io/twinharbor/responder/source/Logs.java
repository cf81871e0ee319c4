package io.twinharbor.responder.source;

import java.net.URI;
import java.util.Optional;

import io.twinharbor.responder.action.Clusters;
import io.twinharbor.responder.catalogue.Catalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses who is asked for lines of logs: the log store, or without one the pods. */
@Singleton
public class Logs {

    private final LogLines lines;

    /**
     * @param store the setting {@code LOGS_URL}: VictoriaLogs
     */
    @Inject
    public Logs(@ConfigProperty(name = "logs.url") Optional<URI> store, Web web, Catalogue catalogue, Clusters clusters) {
        lines = store.isPresent() && !catalogue.logs().text().isEmpty()
                ? new VictoriaLogs(web, store.get(), catalogue.logs()) : new PodLogs(clusters);
    }

    @Produces
    LogLines lines() {
        return lines;
    }
}
