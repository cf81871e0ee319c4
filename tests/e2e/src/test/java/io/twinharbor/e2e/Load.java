package io.twinharbor.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Requests while something else happens, and what came of each. */
final class Load implements AutoCloseable {

    private static final int THREADS = 40;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<Long> good = new ArrayList<>();
    private final List<Long> failed = new ArrayList<>();
    private final Map<String, Integer> failures = new LinkedHashMap<>();

    /** At a steady pace, whatever becomes of those before. Begins at once; its status says how a request was answered. */
    static Load of(Duration between, Callable<Integer> request) {
        var load = new Load();
        load.threads.scheduleAtFixedRate(() -> load.threads.execute(() -> load.send(request)), 0, between.toMillis(),
                TimeUnit.MILLISECONDS);
        return load;
    }

    /** As many as a few clients manage who each wait for their answer before they ask again. */
    static Load inTurn(int clients, Callable<Integer> request) {
        var load = new Load();
        for (int client = 0; client < clients; client++) {
            load.threads.scheduleWithFixedDelay(() -> load.send(request), 0, 1, TimeUnit.MILLISECONDS);
        }
        return load;
    }

    /** Ends it, after those that are under way; one that hangs for longer than half a minute has failed. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            threads.shutdownNow();
            threads.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    synchronized int sent() {
        return good.size() + failed.size();
    }

    synchronized int failed() {
        return failed.size();
    }

    /** What the failed ones said, each once. */
    synchronized List<String> failures() {
        return List.copyOf(failures.keySet());
    }

    /** From the first failed request to the last, by when they were sent, in seconds. */
    synchronized double window() {
        return failed.isEmpty() ? 0
                : (failed.stream().mapToLong(Long::longValue).max().getAsLong()
                - failed.stream().mapToLong(Long::longValue).min().getAsLong()) / 1e9;
    }

    /** As figures; what the failed ones said, for whoever reads along. */
    synchronized void report(Results results, String name) {
        results.add(name, sent());
        results.add(name + "_failed", failed());
        results.add(name + "_window_seconds", window());
        failures.forEach((said, times) -> System.out.printf("%s: %d times %s%n", name, times, said));
    }

    private void send(Callable<Integer> request) {
        long begun = System.nanoTime();
        String failure;
        try {
            int status = request.call();
            failure = status < 400 ? "" : "status " + status;
        } catch (Exception e) {
            failure = e.toString();
        }
        synchronized (this) {
            (failure.isEmpty() ? good : failed).add(begun);
            if (!failure.isEmpty()) {
                failures.merge(failure, 1, Integer::sum);
            }
        }
    }
}
