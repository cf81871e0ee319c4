package io.twinharbor.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;

/** For what comes by itself after a while. */
final class Waiting {

    private static final long SHORTEST_MILLISECONDS = 250;
    private static final long LONGEST_MILLISECONDS = 2000;
    private static final int SHARE = 50;

    private Waiting() {
    }

    /**
     * Fails, and says what it is, when it has not come in time. Whoever asks all the time takes the machine from what is waited
     * for: it is asked every fiftieth of what has been waited, and so noticed two seconds late at most.
     */
    static Void until(String what, Duration patience, Callable<Boolean> come) throws Exception {
        long begun = System.nanoTime();
        while (!come.call()) {
            long waited = System.nanoTime() - begun;
            if (waited > patience.toNanos()) {
                throw new AssertionError("not " + what + " within " + patience.toSeconds() + " s");
            }
            Thread.sleep(Math.max(SHORTEST_MILLISECONDS, Math.min(LONGEST_MILLISECONDS, waited / 1_000_000 / SHARE)));
        }
        return null;
    }
}
