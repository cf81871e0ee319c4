package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

/** A service that knows two servers of its database reads on when the primary is lost. */
class StandbyIT {

    @Test
    void withoutAPrimaryTheStandbyAnswersReadsAndAWriteIsRefusedUntilItIsBack() throws IOException {
        try (EmbeddedPostgres standby = Stand.standby()) {
            Instance service = Stand.another("with-standby", Map.of(
                    "DB_SERVERS", Stand.server(standby) + "," + Stand.server(Stand.database()))).awaitReady();
            try {
                Expect.status(201, service.as("editor").create("{\"email\":\"standby1@example.org\"}"));
                Stand.stopDatabase();
                try {
                    for (String path : new String[] {"/", Client.USERS, Client.USERS + "/export"}) {
                        Eventually.get(() -> service.as("reader").get(path).statusCode(), status -> status == 200);
                    }
                    service.await(200);
                    var refused = service.as("editor").create("{\"email\":\"standby2@example.org\"}");
                    Expect.problem(503, refused);
                    assertTrue(refused.body().contains("can only be read"), refused.body());
                    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
                    Expect.problem(503, imported(service));
                } finally {
                    Stand.startDatabase();
                }
                Eventually.get(() -> service.as("editor").create("{\"email\":\"standby2@example.org\"}").statusCode(),
                        status -> status == 201);
                Eventually.get(() -> imported(service).statusCode(), status -> status == 201);
            } finally {
                service.stop();
            }
        } finally {
            Stand.first().awaitReady();
            Stand.second().awaitReady();
        }
    }

    @Test
    void aServerThatDoesNotEvenAnswerLeavesTimeToReachTheOther() throws IOException {
        try (SilentServer silent = new SilentServer()) {
            Instance service = Stand.another("with-silent-server", Map.of("DB_CONNECTION_AGE", "1s", "DB_CONNECT_TIMEOUT", "1s",
                    "DB_SERVERS", silent.address() + "," + Stand.server(Stand.database()))).awaitReady();
            try {
                for (int i = 0; i < 20; i++) {
                    Expect.status(200, service.as("reader").get(Client.USERS));
                }
            } finally {
                service.stop();
            }
        }
    }

    private static HttpResponse<String> imported(Instance service) {
        return service.as("editor").post(Client.IMPORTS, "text/csv", "email\nstandby3@example.org\n");
    }
}
