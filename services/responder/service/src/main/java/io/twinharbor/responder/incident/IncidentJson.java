package io.twinharbor.responder.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.ledger.Incident;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** The JSON form of an incident. */
final class IncidentJson {

    private IncidentJson() {
    }

    /** All of it. */
    static JsonObject of(Incident incident) {
        return Json.createObjectBuilder(summary(incident))
                .add("labels", texts(incident.alert().labels()))
                .add("annotations", texts(incident.alert().annotations()))
                .add("told", incident.told())
                .add("report", incident.report() == null ? JsonValue.NULL : incident.report()).build();
    }

    /** What lists show. */
    static JsonObject summary(Incident incident) {
        Alert alert = incident.alert();
        JsonObjectBuilder json = Json.createObjectBuilder().add("id", incident.id().toString())
                .add("alert", alert.name()).add("fingerprint", alert.fingerprint())
                .add("severity", alert.label("severity")).add("cluster", alert.label("cluster"))
                .add("summary", alert.annotations().getOrDefault("summary", ""))
                .add("startsAt", alert.startsAt().toString()).add("receivedAt", incident.receivedAt().toString());
        time(json, "endsAt", alert.endsAt());
        json.add("decision", incident.decision() == null ? JsonValue.NULL : decision(incident));
        return json.add("cause", cause(incident)).build();
    }

    private static JsonObject decision(Incident incident) {
        Incident.Outcome decision = incident.decision();
        JsonObjectBuilder json = Json.createObjectBuilder().add("action", decision.action()).add("state", decision.state())
                .add("reason", decision.reason());
        text(json, "target", decision.target());
        text(json, "result", decision.result());
        json.add("attempts", decision.attempts()).add("instance", decision.instance())
                .add("decidedAt", decision.decidedAt().toString());
        time(json, "finishedAt", decision.finishedAt());
        Instant end = incident.alert().endsAt();
        if (decision.state().equals("done") && end != null && end.isAfter(decision.finishedAt())) {
            json.add("endedAfterSeconds", Duration.between(decision.finishedAt(), end).toSeconds());
        } else {
            json.addNull("endedAfterSeconds");
        }
        return json.build();
    }

    /** The likeliest, if there is one. */
    private static JsonValue cause(Incident incident) {
        if (incident.report() == null || !incident.report().containsKey("causes")
                || incident.report().getJsonArray("causes").isEmpty()) {
            return JsonValue.NULL;
        }
        JsonObject first = incident.report().getJsonArray("causes").getJsonObject(0);
        return Json.createObjectBuilder().add("cause", first.get("cause")).add("says", first.get("says"))
                .add("score", first.get("score")).build();
    }

    private static JsonObject texts(Map<String, String> texts) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        texts.forEach(json::add);
        return json.build();
    }

    private static void text(JsonObjectBuilder json, String name, String value) {
        json.add(name, value == null ? JsonValue.NULL : Json.createValue(value));
    }

    private static void time(JsonObjectBuilder json, String name, Instant value) {
        text(json, name, value == null ? null : value.toString());
    }
}
