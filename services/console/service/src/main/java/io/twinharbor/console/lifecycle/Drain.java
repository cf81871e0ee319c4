package io.twinharbor.console.lifecycle;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Leaves a service without losing a request: on SIGTERM readiness turns false first, requests are served on until
 * the balancers have noticed, and only then does the server stop, which lets requests under way finish.
 */
@Singleton
public class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class.getName());

    private final int seconds;
    private volatile boolean draining;

    /**
     * @param seconds the setting {@code SHUTDOWN_DRAIN_SECONDS}: longer than the balancers' health checks take to
     *                notice; 0 to stop at once
     */
    @Inject
    public Drain(@ConfigProperty(name = "shutdown.drain.seconds") int seconds) {
        this.seconds = seconds;
    }

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        if (seconds > 0) {
            // Jakarta has no event before the server stops to listen. Where the JVM runs with -Xrs this handler is refused.
            SignalHandler[] stop = new SignalHandler[1];
            stop[0] = Signal.handle(new Signal("TERM"), signal -> drain(() -> stop[0].handle(signal)));
        }
    }

    private void drain(Runnable stop) {
        draining = true;
        LOG.log(Level.INFO, "No longer ready; stopping in {0} seconds", seconds);
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop.run();
    }

    /** Whether the service is on its way out. */
    public boolean isDraining() {
        return draining;
    }
}
