package io.twinharbor.accounts.listing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Lets callers who wait at the same time share one read. Each gets the result of a read that <em>began after it
 * asked</em>, so nobody is handed something older than reading alone would have given: at most one read runs, all who
 * come meanwhile wait for the next.
 *
 * @param <T> what is read; shared by several threads, so best immutable
 */
final class SharedRead<T> {

    private final Supplier<T> read;
    private CompletableFuture<T> running;
    private CompletableFuture<T> next;

    SharedRead(Supplier<T> read) {
        this.read = read;
    }

    /**
     * @throws RuntimeException what the read threw, for each who shared it
     */
    T get() {
        CompletableFuture<T> mine;
        CompletableFuture<T> before = null;
        boolean leads = false;
        synchronized (this) {
            if (next != null) {
                mine = next;
            } else if (running != null) {
                mine = next = new CompletableFuture<>();
                before = running;
            } else {
                mine = running = new CompletableFuture<>();
                leads = true;
            }
        }
        if (before != null) {
            before.exceptionally(failure -> null).join();
            synchronized (this) {
                running = mine;
                next = null;
            }
            leads = true;
        }
        return leads ? lead(mine) : join(mine);
    }

    private T lead(CompletableFuture<T> mine) {
        try {
            T result = read.get();
            finish(mine);
            mine.complete(result);
            return result;
        } catch (RuntimeException | Error failure) {
            finish(mine);
            mine.completeExceptionally(failure);
            throw failure;
        }
    }

    private synchronized void finish(CompletableFuture<T> mine) {
        if (running == mine) {
            running = null;
        }
    }

    private static <T> T join(CompletableFuture<T> shared) {
        try {
            return shared.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
