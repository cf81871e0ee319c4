package io.twinharbor.console.backend;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads what may be missing from what backends answer. */
public final class Json {

    private Json() {
    }

    /** The text of that name, or null. */
    public static String text(JsonObject object, String name) {
        JsonValue value = object.get(name);
        if (value instanceof JsonString text) {
            return text.getString();
        }
        return value == null || value == JsonValue.NULL ? null : value.toString();
    }

    /** The moment of that name, or null. */
    public static Instant moment(JsonObject object, String name) {
        String text = text(object, name);
        return text == null || text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    }

    /** The number of that name, if it is there. */
    public static Optional<Double> number(JsonObject object, String name) {
        return object.get(name) instanceof JsonNumber number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** The objects in the array of that name; none if there is none. */
    public static List<JsonObject> objects(JsonObject object, String name) {
        return object.get(name) instanceof jakarta.json.JsonArray array ? array.getValuesAs(JsonObject.class) : List.of();
    }

    /** The texts in the array of that name. */
    public static List<String> texts(JsonObject object, String name) {
        return object.get(name) instanceof jakarta.json.JsonArray array
                ? array.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList() : List.of();
    }

    /** The object of that name; an empty one if there is none. */
    public static JsonObject object(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
    }
}
