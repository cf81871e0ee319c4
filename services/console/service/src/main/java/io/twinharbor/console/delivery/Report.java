package io.twinharbor.console.delivery;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.time.Instant;

/** A report that was made of a service in a time. */
public record Report(long id, String service, Instant from, Instant to, boolean weekly, Instant madeAt) {

    static Report of(JsonObject json) {
        return new Report(json.getJsonNumber("id").longValue(), json.getString("service"), Json.moment(json, "from"),
                Json.moment(json, "to"), json.getBoolean("weekly"), Json.moment(json, "madeAt"));
    }

    /** A moment of its last day. */
    public Instant last() {
        return to.minusSeconds(1);
    }
}
