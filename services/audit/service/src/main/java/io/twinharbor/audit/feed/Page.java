package io.twinharbor.audit.feed;

import java.io.StringReader;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;

/**
 * Some events in their order.
 *
 * @param json  the array as it came, which is what the trail keeps
 * @param count how many there are
 * @param last  the position of the last; null if there is none
 */
public record Page(String json, int count, String last) {

    /**
     * @throws JsonException if it is no array of objects with a position each
     */
    static Page of(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            JsonArray events = reader.readArray();
            String last = null;
            for (JsonObject event : events.getValuesAs(JsonObject.class)) {
                last = event.getString("position");
            }
            return new Page(json, events.size(), last);
        } catch (NullPointerException | ClassCastException e) {
            throw new JsonException("An event has no position", e);
        }
    }
}
