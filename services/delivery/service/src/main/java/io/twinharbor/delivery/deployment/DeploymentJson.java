package io.twinharbor.delivery.deployment;

import java.time.Instant;
import java.util.List;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** The JSON form of a deployment: what is not known is left out. */
public final class DeploymentJson {

    private DeploymentJson() {
    }

    /** Without what came with it, as lists have it. */
    public static JsonObjectBuilder of(Deployment deployment) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", deployment.id())
                .add("service", deployment.service())
                .add("environment", deployment.environment())
                .add("revision", deployment.revision())
                .add("kind", deployment.kind().word())
                .add("status", deployment.status().word())
                .add("requestedAt", deployment.requestedAt().toString());
        add(json, "undoes", deployment.undoes());
        add(json, "builtFrom", deployment.builtFrom());
        add(json, "mergedAt", deployment.mergedAt());
        add(json, "builtAt", deployment.builtAt());
        add(json, "liveAt", deployment.liveAt());
        add(json, "finishedAt", deployment.finishedAt());
        add(json, "takenBackAt", deployment.takenBackAt());
        add(json, "evidence", deployment.evidence() == null ? null : deployment.evidence().word());
        add(json, "reason", deployment.reason());
        deployment.cycleTime().ifPresent(time -> json.add("cycleTimeSeconds", time.toSeconds()));
        return json;
    }

    /** With what came with it. */
    public static JsonObjectBuilder whole(Deployment deployment) {
        JsonArrayBuilder changes = Json.createArrayBuilder();
        deployment.changes().stream().sorted((one, other) -> other.writtenAt().compareTo(one.writtenAt())).forEach(change -> {
            JsonObjectBuilder json = Json.createObjectBuilder()
                    .add("commit", change.commit())
                    .add("subject", change.subject())
                    .add("author", change.author())
                    .add("writtenAt", change.writtenAt().toString());
            add(json, "reverts", change.reverts());
            changes.add(json);
        });
        return of(deployment).add("images", Json.createArrayBuilder(
                deployment.version().isEmpty() ? List.of() : List.of(deployment.version().split(" "))))
                .add("changes", changes);
    }

    private static void add(JsonObjectBuilder json, String name, String value) {
        if (value != null) {
            json.add(name, value);
        }
    }

    private static void add(JsonObjectBuilder json, String name, Instant value) {
        add(json, name, value == null ? null : value.toString());
    }
}
