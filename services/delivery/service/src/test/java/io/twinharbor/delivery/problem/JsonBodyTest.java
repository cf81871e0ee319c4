package io.twinharbor.delivery.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.twinharbor.conduct.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private static final JsonObject NAMED = Json.createObjectBuilder().add("name", "é").build();

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"name\":}", "{} {}", "nonsense", "\0", "{\"name\":1e99999999999}"})
    void whatIsNoJsonOrHasAnExponentThatNoNumberHasIsABadRequest(String body) {
        refused(400, body, StandardCharsets.UTF_8);
    }

    @Test
    void nestingAndNumbersBeyondMeasureAreABadRequest() {
        refused(400, "[".repeat(2000), StandardCharsets.UTF_8);
        refused(400, "{\"name\":" + "[".repeat(2000) + "]".repeat(2000) + "}", StandardCharsets.UTF_8);
        refused(400, "{\"name\":" + "9".repeat(2000) + "}", StandardCharsets.UTF_8);
    }

    @Test
    void aBodyInAnotherEncodingIsABadRequestAndNotReadAsItComes() throws IOException {
        refused(400, NAMED.toString(), StandardCharsets.ISO_8859_1);
        refused(400, NAMED.toString(), StandardCharsets.UTF_16LE);
        assertEquals(NAMED, read(NAMED.toString(), StandardCharsets.UTF_8));
        assertEquals(NAMED, read("\ufeff" + NAMED, StandardCharsets.UTF_8));
    }

    @Test
    void whatIsJsonButNoObjectIsNotProcessed() {
        refused(422, "[]", StandardCharsets.UTF_8);
        refused(422, "7", StandardCharsets.UTF_8);
    }

    @Test
    void whatIsTooLargeIsNotReadToItsEnd() {
        refused(413, " ".repeat(JsonBody.LIMIT) + "{}", StandardCharsets.UTF_8);
    }

    private static void refused(int status, String body, Charset charset) {
        var refusal = assertThrows(ProblemException.class, () -> read(body, charset));
        assertEquals(status, refusal.problem().status());
    }

    private static JsonObject read(String body, Charset charset) throws IOException {
        return JsonBody.read(new ByteArrayInputStream(body.getBytes(charset)));
    }
}
