package io.twinharbor.delivery.indicator;

import java.util.Optional;
import java.util.OptionalDouble;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** The JSON form of indicators: what there is nothing to say of is left out. */
final class IndicatorJson {

    private IndicatorJson() {
    }

    static JsonObjectBuilder of(Indicators indicators) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("succeeded", indicators.succeeded())
                .add("failed", indicators.failed())
                .add("undone", indicators.undone())
                .add("deploymentFrequency", indicators.frequency());
        add(json, "deploymentSuccessRate", indicators.successRate());
        add(json, "deploymentCycleTime", indicators.cycleTime());
        add(json, "leadTimeForChanges", indicators.leadTime());
        add(json, "changeFailureRate", indicators.changeFailureRate());
        add(json, "timeToRestore", indicators.timeToRestore());
        return json;
    }

    private static void add(JsonObjectBuilder json, String name, OptionalDouble share) {
        share.ifPresent(value -> json.add(name, value));
    }

    private static void add(JsonObjectBuilder json, String name, Optional<Spread> spread) {
        spread.ifPresent(value -> json.add(name, Json.createObjectBuilder()
                .add("count", value.count())
                .add("medianSeconds", value.median().toMillis() / 1000.0)
                .add("p90Seconds", value.p90().toMillis() / 1000.0)));
    }
}
