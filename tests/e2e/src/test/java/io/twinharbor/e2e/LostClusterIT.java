package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster that is lost is a few failed requests and not an outage; only writes wait for the primary of the database. */
@Tag("lost-cluster")
@Tag("platform")
@Order(60)
@ExtendWith(Results.class)
class LostClusterIT {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final long LOST_MILLISECONDS = 30_000;
    private static final String USERS = "/api/v1/users";
    private static final String READ = USERS + "?limit=1";

    @Test
    void withoutAStandbysClusterTheEdgeServesOn(Results results) throws Exception {
        var api = Api.of("api");
        try (var reading = reading(api, BETWEEN); var writing = writing(api)) {
            lose("west", reading, writing);
            reading.report(results, "west_reads");
            writing.report(results, "west_writes");
        } finally {
            bringBack("west", api, results);
        }
        assertEquals(200, api.get(READ).statusCode());
        assertEquals(201, write(api).statusCode());
    }

    @Test
    void withoutThePrimarysClusterTheOtherAnswersReadsAndSaysThatItCannotWrite(Results results) throws Exception {
        var api = Api.of("api");
        try (var reading = reading(api, BETWEEN)) {
            lose("east", reading, reading);
            reading.report(results, "east_reads");
            var refused = write(api);
            assertEquals(503, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("can only be read"), refused.body());
        } finally {
            bringBack("east", api, results);
        }
        assertEquals(200, api.get(READ).statusCode());
        results.seconds("east_writes_back_seconds",
                () -> Waiting.until("written", Duration.ofMinutes(2), () -> write(api).statusCode() == 201));
        var email = email();
        assertEquals(201, api.post(USERS, user(email)).statusCode());
        // Asked of its own database, which the service does only when it is without a primary.
        results.seconds("copied_to_west_seconds", () -> Waiting.until("copied to west", Duration.ofMinutes(2), () -> Database
                .of("west").sql("SELECT count(*) FROM users WHERE email = '" + email + "'").equals("1")));
    }

    private static void lose(String cluster, Load reading, Load writing) throws Exception {
        Thread.sleep(5_000);
        assertEquals(0, reading.failed() + writing.failed(), () -> reading.failures() + " " + writing.failures());
        Lab.command(Duration.ofSeconds(30), "kill", cluster);
        Thread.sleep(LOST_MILLISECONDS);
        assertTrue(reading.failed() < reading.sent() / 2, () -> reading.failures().toString());
    }

    private static void bringBack(String cluster, Api api, Results results) throws Exception {
        // Less often than as it is lost: a cluster that returns needs the machine for itself, and for minutes.
        try (var reading = reading(api, BETWEEN.multipliedBy(8))) {
            results.seconds(cluster + "_back_seconds", () -> Lab.command(Duration.ofMinutes(20), "up"));
            reading.report(results, cluster + "_back_reads");
        }
    }

    private static Load reading(Api api, Duration between) {
        return Load.of(between, () -> api.get(READ).statusCode());
    }

    private static Load writing(Api api) {
        return Load.of(BETWEEN.multipliedBy(4), () -> write(api).statusCode());
    }

    private static HttpResponse<String> write(Api api) throws IOException, InterruptedException {
        return api.post(USERS, user(email()));
    }

    private static String email() {
        return UUID.randomUUID() + "@example.org";
    }

    private static String user(String email) {
        return "{\"email\": \"" + email + "\"}";
    }
}
