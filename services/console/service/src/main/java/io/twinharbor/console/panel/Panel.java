package io.twinharbor.console.panel;

import io.twinharbor.console.backend.Absent;
import io.twinharbor.console.backend.Refused;
import io.twinharbor.console.backend.Unavailable;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What one part of a page shows: an answer, or that there is none yet, or why there is none. Whoever asks waits a moment for the
 * answer, and no longer: a backend that is slow holds up its own panel alone.
 *
 * @param <T> what it shows
 */
public final class Panel<T> {

    private enum Reason { ABSENT, FORBIDDEN, FAILED, SILENT }

    private final CompletableFuture<T> answer;
    private final long deadline;

    Panel(CompletableFuture<T> answer, long patienceMillis) {
        this.answer = answer;
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }

    /** One that has its answer already. */
    public static <T> Panel<T> of(T value) {
        return new Panel<>(CompletableFuture.completedFuture(value), 0);
    }

    /** One that never gets an answer. */
    public static <T> Panel<T> failed(RuntimeException reason) {
        return new Panel<>(CompletableFuture.failedFuture(reason), 0);
    }

    public boolean isWaiting() {
        settle();
        return !answer.isDone();
    }

    public boolean isReady() {
        settle();
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    public boolean isFailed() {
        settle();
        return answer.isCompletedExceptionally();
    }

    /** Null unless it is ready. */
    public T getValue() {
        return isReady() ? answer.join() : null;
    }

    /** Why there is no answer, as the key of a text: {@code absent}, {@code silent}, {@code forbidden}, {@code failed}. */
    public String getNotice() {
        return isFailed() ? reason().name().toLowerCase(Locale.ROOT) : "";
    }

    /** What whoever did not answer said, if anything. */
    public String getDetail() {
        return isFailed() && reason() == Reason.FAILED ? cause().getMessage() : "";
    }

    private Reason reason() {
        Throwable cause = cause();
        if (cause instanceof Absent) {
            return Reason.ABSENT;
        }
        if (cause instanceof Refused refused) {
            return refused.isForbidden() ? Reason.FORBIDDEN : Reason.FAILED;
        }
        return cause instanceof Unavailable ? Reason.FAILED : Reason.SILENT;
    }

    private Throwable cause() {
        try {
            answer.getNow(null);
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }

    private void settle() {
        long left = deadline - System.nanoTime();
        if (answer.isDone() || left <= 0) {
            return;
        }
        try {
            answer.get(left, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It is told by the panel itself.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
