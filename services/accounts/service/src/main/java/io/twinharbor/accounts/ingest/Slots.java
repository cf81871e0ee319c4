package io.twinharbor.accounts.ingest;

import java.util.Map;
import java.util.concurrent.Semaphore;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/** How many of a kind one instance runs at the same time. Who takes a slot gives it back, whatever comes of the work. */
final class Slots {

    private static final String RETRY_SECONDS = "10";

    private final Semaphore free;
    private final String kind;

    /**
     * @param number how many there are
     * @param kind   what runs in them, in words for clients: {@code imports}
     */
    Slots(int number, String kind) {
        free = new Semaphore(number);
        this.kind = kind;
    }

    /**
     * @throws ProblemException 429 if all are taken, with the time after which a retry makes sense
     */
    void take() {
        if (!free.tryAcquire()) {
            throw new ProblemException(Problem.of(Response.Status.TOO_MANY_REQUESTS,
                    "Enough " + kind + " are running here: try again when one has ended."), Map.of("Retry-After", RETRY_SECONDS));
        }
    }

    void giveBack() {
        free.release();
    }
}
