package io.twinharbor.console.delivery;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** One change of what an environment is to have, and how it went. */
public record Deployment(long id, String service, String environment, String revision, String kind, String status,
        Instant requestedAt, String builtFrom, Instant liveAt, String reason, Duration cycleTime) {

    private static final int SHORT = 10;

    static Deployment of(JsonObject json) {
        return new Deployment(json.getJsonNumber("id").longValue(), json.getString("service"), json.getString("environment"),
                json.getString("revision"), json.getString("kind"), json.getString("status"), Json.moment(json, "requestedAt"),
                Json.text(json, "builtFrom"), Json.moment(json, "liveAt"), Json.text(json, "reason"),
                Json.number(json, "cycleTimeSeconds").map(seconds -> Duration.ofSeconds(Math.round(seconds))).orElse(null));
    }

    /** The commit as people write it. */
    public String commit() {
        String whole = builtFrom == null ? revision : builtFrom;
        return whole.substring(0, Math.min(SHORT, whole.length()));
    }

    public String tone() {
        return switch (status) {
            case "succeeded" -> "good";
            case "failed" -> "bad";
            case "pending" -> "busy";
            default -> "off";
        };
    }
}
