package io.twinharbor.console.panel;

import io.twinharbor.console.backend.Refused;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks for what panels show, for all of a page at the same time. */
@Singleton
public class Panels {

    private static final Logger LOG = Logger.getLogger(Panels.class.getName());

    @Resource
    private ManagedExecutorService threads;
    private final long patienceMillis;

    /**
     * @param patienceMillis the setting {@code PANEL_PATIENCE_MILLISECONDS}: how long a page waits for its slowest panel
     */
    @Inject
    public Panels(@ConfigProperty(name = "panel.patience.milliseconds") long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Begins to ask. The question must not need the request: whoever it is for is asked beforehand. */
    public <T> Panel<T> ask(Callable<T> question) {
        return ask(question, threads, patienceMillis);
    }

    static <T> Panel<T> ask(Callable<T> question, Executor threads, long patienceMillis) {
        return new Panel<>(CompletableFuture.supplyAsync(() -> {
            try {
                return question.call();
            } catch (Refused e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A panel has no answer: {0}", e.toString());
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }, threads), patienceMillis);
    }
}
