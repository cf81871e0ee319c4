package io.twinharbor.responder.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Facts;
import io.twinharbor.responder.cause.Guess;
import io.twinharbor.responder.cause.Movement;
import io.twinharbor.responder.cause.Sign;
import io.twinharbor.responder.text.Legible;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** What was found out, as JSON: what the database keeps and the API shows (schema {@code Report} of the contract). */
final class Report {

    private static final List<Sign.Kind> TIMELINE = List.of(Sign.Kind.CHANGE, Sign.Kind.EVENT, Sign.Kind.STATE);

    private Report() {
    }

    /** Before it is known what moved. */
    static JsonObject of(Instant now, Investigation found) {
        return facts(now, found).build();
    }

    static JsonObject of(Instant now, Investigation found, Facts known, List<Guess> guesses) {
        JsonArrayBuilder moved = Json.createArrayBuilder();
        found.movements().forEach(movement -> moved.add(movement(movement)));
        JsonArrayBuilder causes = Json.createArrayBuilder();
        guesses.forEach(guess -> causes.add(cause(guess)));
        return facts(now, found).add("began", known.began().toString()).add("moved", moved).add("causes", causes).build();
    }

    static JsonObject withEffect(JsonObject report, Instant now, List<Effect.Later> later) {
        JsonArrayBuilder series = Json.createArrayBuilder();
        later.forEach(one -> {
            JsonObjectBuilder json = movement(one.movement());
            number(json, "now", one.now());
            series.add(json.add("isBack", one.isBack()));
        });
        return Json.createObjectBuilder(report).add("effect", Json.createObjectBuilder().add("seenAt", now.toString())
                .add("series", series)).build();
    }

    /** The facts of a report that is not finished. */
    static List<Fact> facts(JsonObject report) {
        return java.util.stream.Stream.concat(report.getJsonArray("timeline").stream(), report.getJsonArray("logs").stream())
                .map(JsonValue::asJsonObject).map(fact -> new Fact(Sign.Kind.of(fact.getString("kind")), fact.getString("name"),
                        Instant.parse(fact.getString("at")), fact.getString("text"))).toList();
    }

    static List<Movement> movements(JsonObject report) {
        return report.getJsonArray("moved").stream().map(JsonValue::asJsonObject).map(movement -> {
            Map<String, String> labels = new TreeMap<>();
            JsonObject given = movement.getJsonObject("labels");
            given.keySet().forEach(label -> labels.put(label, given.getString(label)));
            return new Movement(movement.getString("series"), labels, Instant.parse(movement.getString("at")),
                    number(movement, "before"), number(movement, "after"));
        }).toList();
    }

    private static JsonObjectBuilder facts(Instant now, Investigation found) {
        JsonArrayBuilder timeline = Json.createArrayBuilder();
        found.facts().stream().filter(fact -> TIMELINE.contains(fact.kind())).sorted(java.util.Comparator.comparing(Fact::at))
                .forEach(fact -> timeline.add(fact(fact)));
        JsonArrayBuilder logs = Json.createArrayBuilder();
        found.facts(Sign.Kind.LOG).forEach(fact -> logs.add(fact(fact)));
        JsonArray unseen = Json.createArrayBuilder(found.unseen().stream().map(Legible::of).toList()).build();
        return Json.createObjectBuilder().add("writtenAt", now.toString()).add("timeline", timeline).add("logs", logs)
                .add("unseen", unseen);
    }

    private static JsonObjectBuilder fact(Fact fact) {
        return Json.createObjectBuilder().add("at", fact.at().toString()).add("kind", fact.kind().id()).add("name", fact.name())
                .add("text", fact.text());
    }

    private static JsonObjectBuilder movement(Movement movement) {
        JsonObjectBuilder labels = Json.createObjectBuilder();
        movement.labels().forEach((name, value) -> labels.add(Legible.of(name), Legible.of(value)));
        JsonObjectBuilder json = Json.createObjectBuilder().add("series", movement.series()).add("labels", labels)
                .add("at", movement.at().toString());
        number(json, "before", movement.before());
        number(json, "after", movement.after());
        return json;
    }

    private static JsonObjectBuilder cause(Guess guess) {
        JsonArrayBuilder evidence = Json.createArrayBuilder();
        guess.evidence().forEach(one -> evidence.add(Json.createObjectBuilder().add("points", one.points())
                .add("text", one.text())));
        return Json.createObjectBuilder().add("cause", guess.cause()).add("says", guess.says()).add("score", guess.score())
                .add("evidence", evidence);
    }

    /** JSON has no word for what is no number. */
    private static void number(JsonObjectBuilder json, String name, double value) {
        if (Double.isFinite(value)) {
            json.add(name, value);
        } else {
            json.addNull(name);
        }
    }

    private static double number(JsonObject json, String name) {
        return json.get(name) instanceof JsonNumber number ? number.doubleValue() : Double.NaN;
    }
}
