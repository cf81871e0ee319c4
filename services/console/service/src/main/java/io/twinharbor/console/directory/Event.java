package io.twinharbor.console.directory;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Something that was done to a user: by whom, when, and what was otherwise after it. */
public record Event(long seq, String type, String actor, Instant at, String traceId, List<Change> changes) {

    private static final Set<String> SAYS_NOTHING = Set.of("id", "createdAt", "changedAt");

    /** One field, as it was and as it became; what it has none of is empty. */
    public record Change(String field, String before, String after) {
    }

    static Event of(JsonObject json) {
        JsonObject before = Json.object(json, "before");
        JsonObject after = Json.object(json, "after");
        List<Change> changes = Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(field -> !SAYS_NOTHING.contains(field)).collect(java.util.stream.Collectors.toCollection(TreeSet::new))
                .stream().map(field -> new Change(field, shown(before.get(field)), shown(after.get(field))))
                .filter(change -> !change.before.equals(change.after)).toList();
        return new Event(json.getJsonNumber("seq").longValue(), json.getString("type"), json.getString("actor"),
                Json.moment(json, "occurredAt"), Json.text(json, "traceId"), changes);
    }

    /** The last word of its type: created, changed, deactivated, deleted. */
    public String verb() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String shown(JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return "";
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof jakarta.json.JsonArray array) {
            return String.join(", ", array.stream().map(Event::shown).toList());
        }
        return value.toString();
    }
}
