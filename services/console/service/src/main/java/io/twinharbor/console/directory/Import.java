package io.twinharbor.console.directory;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How an import of users stands, or came out. */
public record Import(String id, String state, String mode, String actor, long read, long imported, long rejected, String detail,
        Instant startedAt, Instant finishedAt, List<RowError> errors) {

    /** A line that is no user, and why. */
    public record RowError(long line, String reason) {
    }

    static Import of(JsonObject json) {
        return new Import(json.getString("id"), json.getString("state"), json.getString("mode"), json.getString("actor"),
                json.getJsonNumber("rowsRead").longValue(), json.getJsonNumber("rowsImported").longValue(),
                json.getJsonNumber("rowsRejected").longValue(), Json.text(json, "detail"), Json.moment(json, "startedAt"),
                Json.moment(json, "finishedAt"), Json.objects(json, "errors").stream()
                        .map(error -> new RowError(error.getJsonNumber("line").longValue(), error.getString("reason"))).toList());
    }

    public boolean isRunning() {
        return "running".equals(state);
    }

    /** Colour by which its state is shown; the words say the same. */
    public String tone() {
        return switch (state) {
            case "completed" -> rejected == 0 ? "good" : "warn";
            case "running" -> "busy";
            default -> "bad";
        };
    }

    public Duration took() {
        return Duration.between(startedAt, finishedAt == null ? Instant.now() : finishedAt);
    }
}
