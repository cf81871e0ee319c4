package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exports of more than fits between service and client. */
class ExportIT {

    private static final String EXPORT = Client.USERS + "/export";
    private static final String OF_NOBODY = EXPORT + "?emailPrefix=nobody";

    @BeforeAll
    static void thereIsMuchToExport() throws SQLException {
        execute("INSERT INTO users (email, display_name)"
                + " SELECT 'much' || number || '@example.org', repeat('x', 200) FROM generate_series(1, 100000) AS number");
    }

    @AfterAll
    static void nobodyElseHasToListThem() throws SQLException {
        execute("DELETE FROM users WHERE email LIKE 'much%@example.org'");
    }

    @Test
    void asLongAsOneIsReadSlowlyAnotherIsRefusedAndAnImportIsNot() throws IOException {
        Instance service = Stand.another("one-export", Map.of("EXPORTS_AT_ONCE", "1")).awaitReady();
        try {
            try (SlowReader slow = new SlowReader(service, EXPORT)) {
                var busy = service.as("reader").get(OF_NOBODY);
                Expect.problem(429, busy);
                assertTrue(busy.headers().firstValue("Retry-After").isPresent());
                Expect.status(201, service.as("editor").post(Client.IMPORTS, "text/csv", "email\nbeside@example.org\n"));
            }
            Eventually.get(() -> service.as("reader").get(OF_NOBODY).statusCode(), status -> status == 200);
        } finally {
            service.stop();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Stand.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
