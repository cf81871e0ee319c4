package io.twinharbor.delivery.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may ask for of the list of deployments. */
class DeploymentQueryTest {

    @Test
    void whatIsLeftOutRestrictsNothing() {
        DeploymentQuery query = DeploymentQuery.parse(null, null, null, null, "50");
        assertNull(query.service());
        assertNull(query.environment());
        assertNull(query.after());
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"\0", "", "Accounts", "accounts-", "a b", "ac\u00e9"})
    void nothingIsCalledSoAndThatIsSaid(String name) {
        assertTrue(refusal(name, null, null).startsWith("service must be a name"));
        assertTrue(refusal(null, name, null).startsWith("environment must be a name"));
    }

    @Test
    void aCursorLeadsToWhereItWasMade() {
        DeploymentQuery.Cursor cursor = new DeploymentQuery.Cursor(Instant.parse("2026-01-05T08:00:00Z"), 7);
        assertEquals(cursor, DeploymentQuery.parse("accounts", "east", null, cursor.encode(), "50").after());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z 7", "-0001-01-01T00:00:00Z 7", "2026-01-05T08:00:00Z", "noon 7"})
    void aCursorThatNoListHasIsRefused(String inside) {
        String cursor = Base64.getUrlEncoder().encodeToString(inside.getBytes(StandardCharsets.US_ASCII));
        assertTrue(refusal(null, null, cursor).startsWith("cursor is not from a link"));
    }

    private static String refusal(String service, String environment, String cursor) {
        var refused = assertThrows(ProblemException.class,
                () -> DeploymentQuery.parse(service, environment, null, cursor, "50"));
        assertEquals(400, refused.problem().status());
        return refused.problem().detail();
    }
}
