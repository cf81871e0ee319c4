package io.twinharbor.delivery.problem;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.NoSuchElementException;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;

/** One JSON text as RFC 8259 defines it: a value, and nothing after it. Jakarta's JsonReader would not look so far. */
final class JsonText {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private JsonText() {
    }

    /**
     * @param text UTF-8, or another encoding that RFC 4627 can tell
     * @throws JsonException if it is not well-formed
     */
    static JsonValue parse(byte[] text) {
        try (JsonParser parser = PARSERS.createParser(new ByteArrayInputStream(text))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (parser.hasNext()) {
                throw new JsonException("There is something after the value");
            }
            return value;
        } catch (NoSuchElementException | IllegalStateException e) {
            throw new JsonException("There is no whole value", e);
        }
    }
}
