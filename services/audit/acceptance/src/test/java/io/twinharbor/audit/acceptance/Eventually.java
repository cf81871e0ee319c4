package io.twinharbor.audit.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what will come true soon. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {
    }

    static <T> T get(Supplier<T> value, Predicate<T> condition) {
        return within(PATIENCE, value, condition);
    }

    static <T> T within(Duration patience, Supplier<T> value, Predicate<T> condition) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            T current = value.get();
            if (condition.test(current)) {
                return current;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Still " + current);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
