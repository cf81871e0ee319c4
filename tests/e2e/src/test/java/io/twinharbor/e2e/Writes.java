package io.twinharbor.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Users that are added at a steady pace, and those of them that the service has said to have. */
final class Writes implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final int CREATED = 201;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final String domain = UUID.randomUUID() + ".example.org";
    private final Load load;

    Writes(Api api) {
        this(api, BETWEEN);
    }

    Writes(Api api, Duration between) {
        load = Load.of(between, () -> write(api));
    }

    /** One that fails on its way counts as failed, and is sent again, as its key allows: it may have been done. */
    private int write(Api api) throws IOException, InterruptedException {
        var email = UUID.randomUUID() + "@" + domain;
        var key = UUID.randomUUID().toString();
        int status = 0;
        try {
            status = api.create(email, key);
        } finally {
            if (status == CREATED || status == 0 && api.create(email, key) == CREATED) {
                acknowledged.add(email);
            }
        }
        return status;
    }

    Load load() {
        return load;
    }

    /** How many were acknowledged by now. */
    int count() {
        return acknowledged.size();
    }

    /** Those that were acknowledged by now. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Those that a database does not have. */
    Set<String> missingIn(Database database) throws Exception {
        var missing = new HashSet<>(acknowledged);
        missing.removeAll(List.of(database.sql("SELECT email FROM users WHERE email LIKE '%@" + domain + "'").split("\n")));
        return missing;
    }

    /** Ends it, after those that are under way. */
    @Override
    public void close() throws InterruptedException {
        load.close();
    }
}
