package io.twinharbor.audit.acceptance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;

import jakarta.json.JsonObject;

/** What every answer of a kind has to be like. */
final class Expect {

    private Expect() {
    }

    static HttpResponse<String> status(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return response;
    }

    /** RFC 9457 problem details of this status that tell nothing of the service's inside. */
    static JsonObject problem(int status, HttpResponse<String> response) {
        status(status, response);
        JsonObject problem = Client.object(response);
        assertAll(
                () -> assertEquals("application/problem+json",
                        response.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "")),
                () -> assertEquals(status, problem.getInt("status")),
                () -> assertFalse(problem.getString("title").isBlank()),
                () -> assertFalse(problem.getString("detail").isBlank()),
                () -> assertFalse(response.body().matches("(?s).*(Exception|\\bat [a-z]+\\.|SQL|org\\.|com\\.ibm).*"),
                        response.body()));
        return problem;
    }

    /** Refused, and told what to come with. */
    static void unauthorized(HttpResponse<String> response) {
        problem(401, response);
        assertTrue(response.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
    }
}
