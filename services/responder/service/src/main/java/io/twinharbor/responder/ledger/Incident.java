package io.twinharbor.responder.ledger;

import java.time.Instant;
import java.util.UUID;

import io.twinharbor.responder.alert.Alert;
import jakarta.json.JsonObject;

/**
 * One firing of one alert, and what is known of it.
 *
 * @param told     how often Alertmanager has told of it
 * @param decision what was done about it; null while that is not decided
 * @param report   what was found out; null until something was
 */
public record Incident(UUID id, Alert alert, int told, Instant receivedAt, Outcome decision, Instant investigatedAt,
        JsonObject report) {

    /**
     * What was done about an alert.
     *
     * @param state    as {@link io.twinharbor.responder.guard.Decision.State#id()} has it
     * @param target   in one line; null if there is none
     * @param result   what came of it; null while that is not known
     * @param attempts how often it was begun
     * @param instance by which instance last
     */
    public record Outcome(String action, String target, String state, String reason, String result, int attempts,
            String instance, Instant decidedAt, Instant finishedAt) {
    }
}
