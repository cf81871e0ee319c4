package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a service answers that has nothing but a standby to read, while others write to the primary. */
class FollowingStandbyIT {

    private static final String EVENTS = "/api/v1/events?after=";
    private static final String NEWEST_POSITION = """
            SELECT transaction::text || '-' || transaction::text::bigint + 1 || '-' || id || '-'
                       || (extract(epoch FROM occurred_at) * 1000000)::bigint
            FROM outbox ORDER BY id DESC LIMIT 1""";

    private static EmbeddedPostgres standby;
    private static Instance service;

    @BeforeAll
    static void theServiceReadsAStandby() throws IOException {
        standby = Stand.following();
        Stand.first().awaitReady();
        Stand.second().awaitReady();
        service = Stand.another("on-standby", Map.of("DB_SERVERS", Stand.server(standby),
                "DIRECTORY_LIST_CACHED_ROWS", "1000000")).awaitReady();
    }

    @AfterAll
    static void thereIsOnePrimaryAgain() throws IOException {
        if (service != null) {
            service.stop();
        }
        if (standby != null) {
            standby.close();
        }
    }

    /** On a standby the text of a snapshot stays the same from the last creation on, until the oldest transaction ends. */
    @Test
    void whatIsCommittedThereIsInTheNextListingThoughAnOlderTransactionIsOpen() throws SQLException {
        try (Connection oldest = Stand.connect(); Connection next = Stand.connect()) {
            insert(oldest, "following1@example.org");
            insert(next, "following2@example.org");
            Expect.status(201, Stand.first().as("editor").create("{\"email\":\"following3@example.org\"}"));
            Eventually.get(FollowingStandbyIT::listing, users -> users.contains("following3@"));
            assertFalse(listing().contains("following2@"));
            next.commit();
            Eventually.get(FollowingStandbyIT::listing, users -> users.contains("following2@"));
            assertFalse(listing().contains("following1@"));
            oldest.rollback();
        }
    }

    @Test
    void aPositionThatAStandbyDoesNotHaveIsAskedForLaterAndIsNotGone() throws SQLException {
        Expect.status(201, Stand.first().as("editor").create("{\"email\":\"following4@example.org\"}"));
        String known = newestPosition();
        String unknown = known + "0";
        Expect.problem(410, Stand.first().as("auditor").get(EVENTS + unknown));
        var notYet = service.as("auditor").get(EVENTS + unknown);
        Expect.problem(503, notYet);
        assertTrue(notYet.headers().firstValue("Retry-After").isPresent());
        Eventually.get(() -> service.as("auditor").get(EVENTS + known).statusCode(), status -> status == 200);
    }

    private static void insert(Connection transaction, String email) throws SQLException {
        transaction.setAutoCommit(false);
        try (Statement statement = transaction.createStatement()) {
            statement.execute("INSERT INTO users (email) VALUES ('" + email + "')");
        }
    }

    private static String listing() {
        return Expect.status(200, service.as().get("/")).body();
    }

    private static String newestPosition() throws SQLException {
        try (Connection connection = Stand.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NEWEST_POSITION)) {
            row.next();
            return row.getString(1);
        }
    }
}
