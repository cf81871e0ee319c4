package io.twinharbor.responder.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.responder.ledger.Stops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stop switch takes. */
class StopResourceTest {

    private final StopResource resource = new StopResource(new Stops(null) {

        @Override
        public void change(boolean stopped, String actor, String reason) {
            throw new AssertionError("It is changed");
        }
    });

    static Stream<String> whatNobodyReads() {
        return Stream.of("", "{", "[]", "{\"stopped\": true, \"reason\": " + "[".repeat(1100) + "]".repeat(1100) + "}",
                "{\"stopped\": true, \"reason\": " + "1".repeat(1200) + "}",
                "{\"stopped\": true, \"reason\": 1e99999999999}");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("whatNobodyReads")
    void aBodyThatIsNoJsonObjectOrNobodyCouldReadIsRefused(String body) {
        assertEquals(400, refused(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"stopped\": true}", "{\"stopped\": \"yes\", \"reason\": \"so\"}",
        "{\"stopped\": true, \"reason\": \" \"}", "{\"stopped\": true, \"reason\": \"so\", \"by\": \"me\"}"})
    void whatDoesNotSayHowItIsToStandIsRefused(String body) {
        assertEquals(422, refused(body));
    }

    @Test
    void aBodyWithoutEndIsNotReadToIt() {
        assertEquals(413, refused(" ".repeat(10_000)));
    }

    private int refused(String body) {
        return assertThrows(ProblemException.class,
                () -> resource.put(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), null)).problem().status();
    }
}
