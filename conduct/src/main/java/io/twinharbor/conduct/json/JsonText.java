package io.twinharbor.conduct.json;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;

/** One JSON text as RFC 8259 defines it: a value in UTF-8, and nothing after it. Jakarta's JsonReader would not look so far. */
public final class JsonText {

    /** What to say of a text that {@link #parse} does not take. */
    public static final String DEFECT = "is not well-formed JSON in UTF-8, or is nested too deeply, or has too long a number";

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private JsonText() {
    }

    /**
     * Takes what no sender has reason to go beyond: nesting below a thousand, numbers of at most 1100 characters.
     *
     * @param text UTF-8, behind a byte order mark or without one
     * @throws JsonException if it is not well-formed, or goes beyond that; no other exception
     */
    public static JsonValue parse(byte[] text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(decode(text)))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (parser.hasNext()) {
                throw new JsonException("There is something after the value");
            }
            return value;
        } catch (JsonException e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser has a type of its own for neither depth nor numbers, and knows no other input than this text.
            throw new JsonException("There is no value that can be read", e);
        }
    }

    /** Java's own reader would put a character of its choice where bytes make no sense, and nobody would notice. */
    private static String decode(byte[] text) {
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
            return decoded.indexOf(BYTE_ORDER_MARK) == 0 ? decoded.substring(1) : decoded;
        } catch (CharacterCodingException e) {
            throw new JsonException("The text is not UTF-8", e);
        }
    }
}
