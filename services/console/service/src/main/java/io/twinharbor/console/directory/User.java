package io.twinharbor.console.directory;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** One user of the directory, as accounts tells of them. */
public record User(long id, String email, String displayName, boolean active, List<String> roles, Instant createdAt,
        Instant changedAt, String tag) implements Serializable {

    static User of(JsonObject json, String tag) {
        return new User(json.getJsonNumber("id").longValue(), json.getString("email"), Json.text(json, "displayName"),
                json.getBoolean("active"), Json.texts(json, "roles"), Json.moment(json, "createdAt"),
                Json.moment(json, "changedAt"), tag);
    }

    /** What they are called, or else their address. */
    public String title() {
        return displayName == null ? email : displayName;
    }

    /** One or two letters that stand for them. */
    public String initials() {
        String[] words = title().replaceAll("@.*", "").split("[\\s._-]+");
        String first = words.length == 0 || words[0].isEmpty() ? "?" : words[0].substring(0, words[0].offsetByCodePoints(0, 1));
        String last = words.length < 2 || words[words.length - 1].isEmpty() ? ""
                : words[words.length - 1].substring(0, words[words.length - 1].offsetByCodePoints(0, 1));
        return (first + last).toUpperCase(java.util.Locale.ROOT);
    }
}
