package io.twinharbor.e2e;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A fault is brought about and mended, and what supervision makes of it is noted. */
final class Trial {

    private static final Duration LOOKED_INTO = Duration.ofMinutes(6);
    private static final Duration OVER = Duration.ofMinutes(12);

    private final Fault fault;
    private final Incidents incidents;
    private final List<String> complaints = new ArrayList<>();
    private Instant broken;
    private Instant mended;
    private Instant over;
    private Incident incident;
    private List<String> causes = List.of();

    private Trial(Fault fault, Incidents incidents) {
        this.fault = fault;
        this.incidents = incidents;
    }

    /** Whatever goes wrong is kept as a complaint, and everything is put back. */
    static Trial of(Fault fault, Incidents incidents) {
        var trial = new Trial(fault, incidents);
        try {
            trial.trusted(fault.tidied());
            trial.trusted(trial::run);
        } finally {
            trial.trusted(fault.mended());
            trial.trusted(fault.tidied());
            System.out.println(trial);
        }
        return trial;
    }

    private void trusted(Fault.Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            complaints.add("interrupted");
        } catch (Exception | AssertionError e) {
            complaints.add(e.toString());
        }
    }

    private void run() throws Exception {
        var expected = fault.expected();
        fault.prepared().run();
        broken = Instant.now();
        fault.broken().run();
        Waiting.until(expected.alert() + " told", expected.within(), this::isTold);
        Waiting.until(incident.alert() + " looked into", LOOKED_INTO, this::isLookedInto);
        if (!incident.severity().equals(expected.severity())) {
            complaints.add("severity " + incident.severity());
        }
        if (!incident.decision().matches(expected.decision())) {
            complaints.add(incident.decision() + ": " + incident.json().at("/decision/reason").asText() + " "
                    + incident.json().at("/decision/result").asText());
        }
        mended = Instant.now();
        fault.mended().run();
        Waiting.until(incident.alert() + " over", OVER, this::isOver);
    }

    private boolean isTold() throws InterruptedException {
        var told = told();
        told.stream().findFirst().ifPresent(first -> incident = first);
        return !told.isEmpty();
    }

    /** Each of them, if there are several. */
    private boolean isOver() throws InterruptedException {
        var told = told();
        over = told.stream().map(Incident::endsAt).flatMap(Optional::stream).max(Comparator.naturalOrder()).orElse(null);
        return !told.isEmpty() && told.stream().allMatch(one -> one.endsAt().isPresent());
    }

    /** Those that it may have brought, the oldest first; none while the responder is away. */
    private List<Incident> told() throws InterruptedException {
        try {
            var expected = fault.expected();
            return incidents.since(broken).stream().filter(one -> one.alert().equals(expected.alert())
                    && one.summary().contains(expected.about())).sorted(Comparator.comparing(Incident::startsAt)).toList();
        } catch (IOException away) {
            return List.of();
        }
    }

    private boolean isLookedInto() throws InterruptedException {
        try {
            var whole = incidents.now(incident);
            causes = whole.causes();
            incident = whole;
            return whole.isLookedInto() && !whole.decision().isEmpty();
        } catch (IOException away) {
            return false;
        }
    }

    Fault fault() {
        return fault;
    }

    /** What was not as it had to be, but for the cause. */
    List<String> complaints() {
        return complaints;
    }

    /** Whether the true cause was the likeliest. */
    boolean isNamed() {
        return causes.stream().limit(1)
                .anyMatch(cause -> cause.startsWith(fault.expected().cause() + " "));
    }

    /** From the fault until its alert fired. */
    Optional<Double> alertSeconds() {
        return Optional.ofNullable(incident).map(told -> seconds(broken, told.startsAt()));
    }

    /** From there until it was decided what to do. */
    Optional<Double> decisionSeconds() {
        return Optional.ofNullable(incident).filter(told -> told.finishedAt().isPresent())
                .map(told -> seconds(told.startsAt(), told.decidedAt()));
    }

    /** From the end of what mended it, the action or what was done here, until the alert ended. */
    Optional<Double> recoverySeconds() {
        return Optional.ofNullable(over).map(end -> seconds(
                fault.mended() == Fault.NOTHING ? incident.finishedAt().orElse(mended) : mended, end));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    @Override
    public String toString() {
        return fault.name() + ": " + (incident == null ? "not told" : incident + ", causes " + causes)
                + (isNamed() ? "" : ", but it was " + fault.expected().cause()) + (complaints.isEmpty() ? "" : " " + complaints);
    }
}
