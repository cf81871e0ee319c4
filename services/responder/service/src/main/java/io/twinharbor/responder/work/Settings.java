package io.twinharbor.responder.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import io.twinharbor.responder.action.Clusters;
import io.twinharbor.responder.catalogue.Catalogue;
import io.twinharbor.responder.catalogue.CatalogueFile;
import io.twinharbor.responder.guard.Guards;
import io.twinharbor.responder.guard.Mode;
import io.twinharbor.responder.source.Thanos;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the catalogue once, when the service starts: one that is not valid lets it not start. */
@Singleton
public class Settings {

    private final Catalogue catalogue;
    private final Mode mode;
    private final int perHour;

    /**
     * @param file    the setting {@code CATALOGUE}
     * @param mode    the setting {@code ACTIONS}
     * @param perHour the setting {@code ACTIONS_PER_HOUR}
     */
    @Inject
    public Settings(@ConfigProperty(name = "catalogue") Path file, @ConfigProperty(name = "actions") String mode,
            @ConfigProperty(name = "actions.per.hour") int perHour) throws IOException {
        this.catalogue = CatalogueFile.read(file);
        this.mode = Mode.of(mode);
        this.perHour = perHour;
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        // That it is observed has it made.
    }

    @Produces
    @Singleton
    Catalogue catalogue() {
        return catalogue;
    }

    @Produces
    @Singleton
    Guards guards(Clusters clusters, Thanos thanos) {
        return new Guards(catalogue, mode, perHour, clusters::reaches, thanos, Clock.systemUTC());
    }
}
