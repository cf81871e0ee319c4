package io.twinharbor.audit.feed;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.twinharbor.conduct.lifecycle.Drain;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Follows the source as long as the service runs: every moment while it goes well, and ever more seldom while it does not. */
@Singleton
public class Pull {

    private static final Logger LOG = Logger.getLogger(Pull.class.getName());
    private static final long LONGEST_PAUSE = 30_000;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Follower follower;
    private final FeedMetrics metrics;
    private final Drain drain;
    private final long pause;
    private long failures;

    /**
     * @param pause the setting {@code FEED_PAUSE_MILLISECONDS}, between two looks; 0 follows nothing
     */
    @Inject
    Pull(Accounts source, Sink trail, FeedMetrics metrics, Drain drain,
            @ConfigProperty(name = "feed.pause.milliseconds") long pause) {
        follower = new Follower(source, trail);
        this.metrics = metrics;
        this.drain = drain;
        this.pause = pause;
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        if (pause > 0) {
            executor.schedule(this::look, 0, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        if (drain.isDraining()) {
            return;
        }
        try {
            if (follower.catchUp(() -> !drain.isDraining())) {
                metrics.caughtUp();
            }
            if (failures > 0) {
                LOG.log(Level.INFO, "Events are taken again, after {0} attempts", failures);
                failures = 0;
            }
        } catch (SQLException | RuntimeException e) {
            failed(e);
        } finally {
            executor.schedule(this::look, nextPause(pause, failures), TimeUnit.MILLISECONDS);
        }
    }

    /** Once for each outage: it is no news that it goes on. */
    private void failed(Exception reason) {
        metrics.failed();
        if (failures++ == 0) {
            LOG.log(Level.WARNING, "No events can be taken right now: {0}", reason.toString());
        }
    }

    static long nextPause(long pause, long failures) {
        return Math.min(LONGEST_PAUSE, pause << Math.min(failures, 20));
    }
}
