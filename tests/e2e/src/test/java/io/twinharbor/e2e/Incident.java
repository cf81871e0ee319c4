package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** One firing of one alert, as a responder has written it down. */
record Incident(JsonNode json) {

    String id() {
        return json.path("id").asText();
    }

    String alert() {
        return json.path("alert").asText();
    }

    String severity() {
        return json.path("severity").asText();
    }

    /** What it is about, in one line. */
    String summary() {
        return json.path("summary").asText();
    }

    /** When its alert began to fire. */
    Instant startsAt() {
        return Instant.parse(json.path("startsAt").asText());
    }

    Optional<Instant> endsAt() {
        return moment(json.path("endsAt"));
    }

    /** What was to be done and what became of it; empty while that is not known. */
    String decision() {
        return finishedAt().isEmpty() ? "" : json.at("/decision/action").asText() + " " + json.at("/decision/state").asText();
    }

    Instant decidedAt() {
        return Instant.parse(json.at("/decision/decidedAt").asText());
    }

    Optional<Instant> finishedAt() {
        return moment(json.at("/decision/finishedAt"));
    }

    /** Whether its causes have been looked for. */
    boolean isLookedInto() {
        return json.at("/report/causes").isArray();
    }

    /** The likeliest first. */
    List<String> causes() {
        return StreamSupport.stream(json.at("/report/causes").spliterator(), false)
                .map(cause -> cause.path("cause").asText() + " " + cause.path("score").asText()).toList();
    }

    private static Optional<Instant> moment(JsonNode node) {
        return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
    }

    @Override
    public String toString() {
        return alert() + " (" + summary() + "), " + decision();
    }
}
