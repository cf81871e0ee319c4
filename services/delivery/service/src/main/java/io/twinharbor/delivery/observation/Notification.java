package io.twinharbor.delivery.observation;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Violation;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.problem.Moment;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** Reads what Argo CD tells ({@code kustomize/platform/argo-cd/settings/notifications.yaml}). */
final class Notification {

    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{40}");

    private Notification() {
    }

    /**
     * @param now when it came, for one that does not say when it happened
     * @throws ProblemException 422 with what does not fit
     */
    static Observation read(JsonObject json, Instant now) {
        List<Violation> violations = new ArrayList<>();
        String application = text(json, "application", violations);
        String revision = text(json, "revision", violations);
        String outcome = text(json, "outcome", violations);
        Optional<Application> of = Application.named(application);
        if (violations.isEmpty() && of.isEmpty()) {
            violations.add(new Violation("#/application", "must be <service>-staging or <service>-production-<cluster>"));
        }
        if (violations.isEmpty() && !REVISION.matcher(revision).matches()) {
            violations.add(new Violation("#/revision", "must be a commit of 40 hexadecimal digits"));
        }
        if (violations.isEmpty() && !List.of("good", "bad").contains(outcome)) {
            violations.add(new Violation("#/outcome", "must be good or bad"));
        }
        Instant at = time(json, now, violations);
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid("invalid", "The body is not valid", violations));
        }
        String service = of.orElseThrow().service();
        String environment = of.orElseThrow().environment();
        return outcome.equals("good")
                ? Observation.good(service, environment, revision, at, Evidence.NOTIFICATION)
                : Observation.bad(service, environment, revision, at, null, null, Evidence.NOTIFICATION,
                        legible(json.getString("reason", "")));
    }

    /** What somebody else's tools say of a failure may have what the database cannot keep. */
    private static String legible(String reason) {
        return reason.replace('\0', '\ufffd');
    }

    private static String text(JsonObject json, String name, List<Violation> violations) {
        if (json.get(name) instanceof JsonString text) {
            return text.getString();
        }
        violations.add(new Violation("#/" + name, "is required, as a string"));
        return "";
    }

    private static Instant time(JsonObject json, Instant now, List<Violation> violations) {
        String text = json.getString("at", "");
        try {
            return text.isEmpty() ? now : Moment.parse(text);
        } catch (DateTimeException e) {
            violations.add(new Violation("#/at", "must be a time such as 2026-01-02T03:04:05Z"));
            return now;
        }
    }
}
