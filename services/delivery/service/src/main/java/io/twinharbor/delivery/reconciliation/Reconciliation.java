package io.twinharbor.delivery.reconciliation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.twinharbor.delivery.cluster.Clusters;
import io.twinharbor.delivery.history.Changes;
import io.twinharbor.delivery.history.Clone;
import io.twinharbor.delivery.history.History;
import io.twinharbor.delivery.history.Line;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks at Git and the clusters every so often, and soon after something was told: so what was missed, while this service or the
 * one that tells it was away, is made up for.
 */
@Singleton
public class Reconciliation {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class.getName());
    /** Several that are told of at once are settled at once. */
    private static final long A_MOMENT_MILLIS = 500;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Clone clone;
    private final Clusters clusters;
    private final Settling settling;
    private final Event<Reconciled> done;
    private final Duration every;
    private final AtomicBoolean isAsked = new AtomicBoolean();

    private final History history = new History();
    private ObjectId readTip;
    private Settling.Evidence settled;
    private Line line;

    /**
     * @param every the setting {@code RECONCILED_EVERY}
     */
    @Inject
    public Reconciliation(Clone clone, Clusters clusters, Settling settling, Event<Reconciled> done,
            @ConfigProperty(name = "reconciled.every") Duration every) {
        this.clone = clone;
        this.clusters = clusters;
        this.settling = settling;
        this.done = done;
        this.every = every;
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        if (!every.isZero()) {
            executor.scheduleWithFixedDelay(this::tryNow, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Soon, but not in the caller's time. */
    public void ask() {
        if (isAsked.compareAndSet(false, true)) {
            executor.schedule(() -> {
                isAsked.set(false);
                tryNow();
            }, A_MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tryNow() {
        try {
            now();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "What was delivered could not be looked at; the next try is in " + every, e);
        }
    }

    /** In the caller's time. */
    public synchronized void now() throws IOException {
        try (Repository repository = clone.open()) {
            ObjectId tip = clone.tip(repository);
            if (!tip.equals(readTip)) {
                line = history.read(repository, tip);
                readTip = tip;
            }
            clusters.observe(line);
            Settling.Evidence all = settling.evidence(tip);
            if (!all.equals(settled) || settling.isUpToTime()) {
                if (!settling.settle(line, new Changes(repository))) {
                    return;
                }
                settled = all;
            }
            done.fire(new Reconciled(Instant.now()));
        }
    }
}
