package io.twinharbor.e2e;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Users that are added at a steady pace, and those of them that the service has said to have. */
final class Writes implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Load load;

    Writes(Api api) {
        load = Load.of(BETWEEN, () -> write(api));
    }

    private int write(Api api) throws Exception {
        var id = UUID.randomUUID().toString();
        int status = api.create(id + "@example.org", id);
        if (status == 201) {
            acknowledged.add(id + "@example.org");
        }
        return status;
    }

    /** How many were acknowledged by now. */
    int count() {
        return acknowledged.size();
    }

    /** Those that a database does not have. */
    List<String> missingIn(Database database) throws Exception {
        var there = List.of(database.sql("SELECT email FROM users WHERE email IN ("
                + acknowledged.stream().map(email -> "'" + email + "'").collect(Collectors.joining(",")) + ")").split("\n"));
        return acknowledged.stream().filter(email -> !there.contains(email)).toList();
    }

    void report(Results results, String name) {
        results.add(name, load.sent());
        results.add(name + "_failed", load.failed());
        results.add(name + "_window_seconds", load.window());
    }

    /** Ends it, after those that are under way. */
    @Override
    public void close() throws InterruptedException {
        load.close();
    }
}
