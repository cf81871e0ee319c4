package io.twinharbor.console.panel;

import io.twinharbor.console.backend.Refused;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
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

    /** Said by pages that look again: whoever was too slow once would be so each time, and never be heard. */
    private static final String PATIENTLY = "patiently";

    @Resource
    private ManagedExecutorService threads;
    private final HttpServletRequest request;
    private final long patienceMillis;
    private final long againMillis;

    /**
     * @param patienceMillis the setting {@code PANEL_PATIENCE_MILLISECONDS}: how long a page waits for its slowest panel
     * @param againMillis    the setting {@code PANEL_AGAIN_MILLISECONDS}: how long it waits when it
     *                       looks again for who was too slow
     */
    @Inject
    public Panels(HttpServletRequest request, @ConfigProperty(name = "panel.patience.milliseconds") long patienceMillis,
            @ConfigProperty(name = "panel.again.milliseconds") long againMillis) {
        this.request = request;
        this.patienceMillis = patienceMillis;
        this.againMillis = againMillis;
    }

    /** Begins to ask. The question must not need the request: whoever it is for is asked beforehand. */
    public <T> Panel<T> ask(Callable<T> question) {
        boolean again = request.getParameter(PATIENTLY) != null && !request.getParameter(PATIENTLY).isEmpty();
        return ask(question, threads, again ? againMillis : patienceMillis);
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
