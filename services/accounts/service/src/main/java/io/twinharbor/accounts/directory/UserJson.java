package io.twinharbor.accounts.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.twinharbor.conduct.problem.Violation;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** The JSON form of a user, to and from. */
public final class UserJson {

    /** What the service alone sets. */
    public static final Set<String> READ_ONLY = Set.of("id", "createdAt", "changedAt");
    static final Set<String> WRITABLE = Set.of("email", "displayName", "active", "roles");

    private UserJson() {
    }

    /** The user as clients see it. */
    public static JsonObject of(User user) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", user.id())
                .add("email", user.email())
                .add("active", user.active());
        if (user.displayName() == null) {
            json.addNull("displayName");
        } else {
            json.add("displayName", user.displayName());
        }
        return json.add("roles", roles(user))
                .add("createdAt", user.createdAt().toString())
                .add("changedAt", user.changedAt().toString())
                .build();
    }

    /** The part of the user that a client may set: what a merge patch is applied to. */
    public static JsonObject writablePartOf(User user) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        of(user).forEach((name, value) -> {
            if (WRITABLE.contains(name)) {
                json.add(name, value);
            }
        });
        return json.build();
    }

    private static JsonArray roles(User user) {
        JsonArrayBuilder roles = Json.createArrayBuilder();
        user.roles().forEach(roles::add);
        return roles.build();
    }

    /**
     * Reads a draft. Members of the wrong type, and those that nobody knows, are added to {@code violations};
     * the rules of the values are left to {@link UserRules}.
     *
     * @param ignored members that are passed over in silence
     */
    public static UserDraft toDraft(JsonObject json, Set<String> ignored, List<Violation> violations) {
        for (String name : json.keySet()) {
            if (!WRITABLE.contains(name) && !ignored.contains(name)) {
                violations.add(new Violation("#/" + name.replace("~", "~0").replace("/", "~1"),
                        READ_ONLY.contains(name) ? "is set by the service alone" : "is not a member of a user"));
            }
        }
        Reader reader = new Reader(json, violations);
        return new UserDraft(
                reader.read("email", "a string", UserJson::string),
                reader.read("displayName", "a string or null", UserJson::string),
                reader.read("active", "true or false", UserJson::bool),
                json.containsKey("roles") ? reader.read("roles", "an array of strings", UserJson::strings) : Set.of());
    }

    private record Reader(JsonObject json, List<Violation> violations) {

        /** Null where the member is missing, null, or, with a violation noted, of another type. */
        <T> T read(String name, String expected, Function<JsonValue, T> conversion) {
            JsonValue value = json.get(name);
            if (value == null || value == JsonValue.NULL) {
                return null;
            }
            T converted = conversion.apply(value);
            if (converted == null) {
                violations.add(new Violation("#/" + name, "must be " + expected));
            }
            return converted;
        }
    }

    private static String string(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : null;
    }

    private static Boolean bool(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Set<String> strings(JsonValue value) {
        if (!(value instanceof JsonArray array)) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (JsonValue element : array) {
            if (!(element instanceof JsonString string)) {
                return null;
            }
            strings.add(string.getString());
        }
        return new TreeSet<>(strings);
    }
}
