package io.twinharbor.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;

/** For what comes by itself after a while. */
final class Waiting {

    private static final long BETWEEN_MILLISECONDS = 250;

    private Waiting() {
    }

    /** Fails, and says what it is, when it has not come in time. */
    static Void until(String what, Duration patience, Callable<Boolean> come) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!come.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not " + what + " within " + patience.toSeconds() + " s");
            }
            Thread.sleep(BETWEEN_MILLISECONDS);
        }
        return null;
    }
}
