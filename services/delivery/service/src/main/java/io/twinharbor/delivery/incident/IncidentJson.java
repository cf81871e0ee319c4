package io.twinharbor.delivery.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Violation;
import io.twinharbor.delivery.problem.Moment;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;

/** The JSON form of an incident, to and from. */
final class IncidentJson {

    static final Set<String> WRITABLE =
            Set.of("service", "environment", "title", "beganAt", "restoredAt", "revision", "link");
    /** What people may say of one that alerts tell of. */
    static final Set<String> ADDED = Set.of("revision", "link");
    static final int LENGTH = 1000;

    private final JsonObject json;
    private final List<Violation> violations = new ArrayList<>();

    private IncidentJson(JsonObject json) {
        this.json = json;
    }

    static JsonObjectBuilder of(Incident incident) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", incident.id())
                .add("service", incident.service())
                .add("environment", incident.environment())
                .add("title", incident.title())
                .add("beganAt", incident.beganAt().toString());
        if (incident.restoredAt() != null) {
            json.add("restoredAt", incident.restoredAt().toString());
        }
        if (incident.revision() != null) {
            json.add("revision", incident.revision());
        }
        if (incident.link() != null) {
            json.add("link", incident.link());
        }
        return json;
    }

    /**
     * @throws ProblemException 422 with what does not fit
     */
    static Incident read(String id, JsonObject json) {
        return new IncidentJson(json).read(id);
    }

    /**
     * What somebody adds to one that alerts tell of.
     *
     * @throws ProblemException 422 with what does not fit
     */
    static Addition readAddition(JsonObject json) {
        return new IncidentJson(json).readAddition();
    }

    private Incident read(String id) {
        refuseAllBut(WRITABLE, "is not a member of an incident");
        Instant beganAt = time("beganAt", true);
        Instant restoredAt = time("restoredAt", false);
        if (beganAt != null && restoredAt != null && restoredAt.isBefore(beganAt)) {
            violations.add(new Violation("#/restoredAt", "must not be before beganAt"));
        }
        Incident incident = new Incident(id, text("service", true), text("environment", true), text("title", true), beganAt,
                restoredAt, text("revision", false), text("link", false));
        end();
        return incident;
    }

    private Addition readAddition() {
        refuseAllBut(ADDED, "is not to be changed: alerts tell of all but revision and link");
        Addition addition = new Addition(text("revision", false), text("link", false));
        end();
        return addition;
    }

    private void refuseAllBut(Set<String> members, String why) {
        for (String name : new TreeSet<>(json.keySet())) {
            if (!members.contains(name)) {
                violations.add(new Violation("#/" + name.replace("~", "~0").replace("/", "~1"), why));
            }
        }
    }

    private void end() {
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid("invalid", "The body is not valid", violations));
        }
    }

    private String text(String name, boolean isRequired) {
        if (!json.containsKey(name)) {
            if (isRequired) {
                violations.add(new Violation("#/" + name, "is required"));
            }
            return null;
        }
        if (json.get(name) instanceof JsonString text && !text.getString().isEmpty() && text.getString().length() <= LENGTH
                && text.getString().indexOf('\0') < 0) {
            return text.getString();
        }
        violations.add(new Violation("#/" + name, "must be a text of 1 to " + LENGTH + " characters"));
        return null;
    }

    private Instant time(String name, boolean isRequired) {
        String text = text(name, isRequired);
        try {
            return text == null ? null : Moment.parse(text);
        } catch (DateTimeException e) {
            violations.add(new Violation("#/" + name, "must be a time such as 2026-01-02T03:04:05Z"));
            return null;
        }
    }
}
