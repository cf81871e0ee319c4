package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One command gives a secret a new value, and what uses it goes on with that. */
@Tag("rotation")
@Tag("platform")
@Order(30)
@ExtendWith(Results.class)
class RotationIT {

    private static final String SECRET = "accounts-staging/accounts-app";
    private static final String PASSWORD = "accounts-staging.accounts-app.password";

    @Test
    void theServiceGoesOnWithANewPasswordOfItsDatabase(Results results) throws Exception {
        var before = Lab.running().secret(PASSWORD);
        results.seconds("rotated_seconds", () -> Lab.command(Duration.ofMinutes(5), "rotate", SECRET));
        assertNotEquals(before, Lab.running().secret(PASSWORD));
        // Staging has one pod, and for as long as it starts again there is nobody.
        var staging = Api.of("staging");
        results.seconds("served_again_seconds",
                () -> Waiting.until("written", Duration.ofMinutes(5), () -> write(staging) == 201));
        Waiting.until("well", Duration.ofMinutes(5), () -> Applications.isWell("accounts-staging"));
    }

    private static int write(Api api) throws Exception {
        return api.post("/api/v1/users", "{\"email\": \"" + UUID.randomUUID() + "@example.org\"}").statusCode();
    }
}
