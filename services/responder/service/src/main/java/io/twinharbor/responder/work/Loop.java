package io.twinharbor.responder.work;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.twinharbor.conduct.lifecycle.Drain;
import io.twinharbor.responder.ledger.Incidents;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has the work done again and again, by each instance: the database sees to it that nothing is done twice. */
@Singleton
public class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class.getName());

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Responder responder;
    private final Incidents incidents;
    private final Drain drain;
    private final Duration kept;
    private List<ScheduledFuture<?>> running = List.of();

    /**
     * @param kept the setting {@code INCIDENTS_KEPT}
     */
    @Inject
    public Loop(Responder responder, Incidents incidents, Drain drain, @ConfigProperty(name = "incidents.kept") Duration kept) {
        this.responder = responder;
        this.incidents = incidents;
        this.drain = drain;
        this.kept = kept;
    }

    private interface Step {

        void run() throws SQLException;
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        running = List.of(every(1, responder::see), every(10, responder::recover), every(2, this::investigate),
                every(3600, () -> incidents.forget(kept)));
    }

    private void investigate() throws SQLException {
        while (!drain.isDraining() && responder.investigate()) {
            continue;
        }
    }

    private ScheduledFuture<?> every(int seconds, Step step) {
        return executor.scheduleWithFixedDelay(() -> {
            if (drain.isDraining()) {
                return;
            }
            try {
                step.run();
            } catch (SQLException | RuntimeException | LinkageError e) {
                // A task that throws is not run again.
                LOG.log(Level.WARNING, "It is tried again", e);
            }
        }, seconds, seconds, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        running.forEach(task -> task.cancel(false));
    }
}
