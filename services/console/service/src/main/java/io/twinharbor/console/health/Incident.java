package io.twinharbor.console.health;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One firing of one alert: what was done about it, what the cause may be, and the evidence for that. */
public record Incident(String id, String alert, String severity, String cluster, String summary, Instant startsAt, Instant endsAt,
        Decision decision, Cause cause, Report report) {

    /** What was done, or why nothing was. */
    public record Decision(String action, String state, String reason, String target, String result, Instant at) {

        public String tone() {
            return switch (state) {
                case "done" -> "good";
                case "claimed" -> "busy";
                case "failed", "interrupted" -> "bad";
                case "refused" -> "warn";
                default -> "off";
            };
        }
    }

    /** What it may come from: 100 is the most that is ever believed. */
    public record Cause(String name, String says, int score, List<Evidence> evidence) {
    }

    /** What speaks for a cause, or with points below 0 against it. */
    public record Evidence(int points, String text) {
    }

    /** Something that happened. */
    public record Fact(Instant at, String kind, String text) {
    }

    /** A series that went elsewhere, and by {@code isBack} whether it is where it was again; null if nobody looked yet. */
    public record Movement(String series, String of, Instant at, Double before, Double after, Boolean isBack) {
    }

    /** What was found out. */
    public record Report(Instant began, List<Fact> timeline, List<Fact> logs, List<String> unseen, List<Movement> moved,
            List<Cause> causes) {
    }

    static Incident of(JsonObject json) {
        JsonObject decision = Json.object(json, "decision");
        JsonObject cause = Json.object(json, "cause");
        JsonObject report = Json.object(json, "report");
        return new Incident(json.getString("id"), json.getString("alert"), json.getString("severity"), json.getString("cluster"),
                json.getString("summary"), Json.moment(json, "startsAt"), Json.moment(json, "endsAt"),
                decision.isEmpty() ? null : new Decision(decision.getString("action"), decision.getString("state"),
                        decision.getString("reason"), Json.text(decision, "target"), Json.text(decision, "result"),
                        Json.moment(decision, "decidedAt")),
                cause.isEmpty() ? null : cause(cause), report.isEmpty() ? null : report(report));
    }

    private static Report report(JsonObject json) {
        Map<String, Boolean> back = new TreeMap<>();
        Json.objects(Json.object(json, "effect"), "series")
                .forEach(one -> back.put(one.getString("series") + labels(one), one.getBoolean("isBack")));
        return new Report(Json.moment(json, "began"), facts(json, "timeline"), facts(json, "logs"), Json.texts(json, "unseen"),
                Json.objects(json, "moved").stream().map(one -> new Movement(one.getString("series"), labels(one),
                        Json.moment(one, "at"), Json.number(one, "before").orElse(null), Json.number(one, "after").orElse(null),
                        back.get(one.getString("series") + labels(one)))).toList(),
                Json.objects(json, "causes").stream().map(Incident::cause).toList());
    }

    private static Cause cause(JsonObject json) {
        return new Cause(json.getString("cause"), json.getString("says"), json.getInt("score"), Json.objects(json, "evidence")
                .stream().map(one -> new Evidence(one.getInt("points"), one.getString("text"))).toList());
    }

    private static List<Fact> facts(JsonObject json, String name) {
        return Json.objects(json, name).stream()
                .map(one -> new Fact(Json.moment(one, "at"), one.getString("kind"), one.getString("text"))).toList();
    }

    private static String labels(JsonObject series) {
        return String.join(" · ", new TreeMap<>(Json.object(series, "labels")).values().stream()
                .map(value -> ((jakarta.json.JsonString) value).getString()).toList());
    }

    public boolean isOver() {
        return endsAt != null;
    }

    /** Until now, if it is not over. */
    public Duration lasted() {
        return Duration.between(startsAt, isOver() ? endsAt : Instant.now());
    }
}
