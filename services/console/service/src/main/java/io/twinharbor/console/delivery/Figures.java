package io.twinharbor.console.delivery;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * How fast, how often and how well changes came to users in a time. What there is nothing to say of is null;
 * times in seconds.
 */
public record Figures(Instant from, long succeeded, long failed, double frequency, Double successRate, Double cycleTime,
        Double leadTime, Double failureRate, Double timeToRestore) {

    static Figures of(JsonObject json) {
        return new Figures(Json.moment(json, "from"), json.getJsonNumber("succeeded").longValue(),
                json.getJsonNumber("failed").longValue(), json.getJsonNumber("deploymentFrequency").doubleValue(),
                Json.number(json, "deploymentSuccessRate").orElse(null), median(json, "deploymentCycleTime"),
                median(json, "leadTimeForChanges"), Json.number(json, "changeFailureRate").orElse(null),
                median(json, "timeToRestore"));
    }

    private static Double median(JsonObject json, String name) {
        return Json.number(Json.object(json, name), "medianSeconds").orElse(null);
    }
}
