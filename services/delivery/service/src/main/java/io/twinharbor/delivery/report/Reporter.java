package io.twinharbor.delivery.report;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.twinharbor.delivery.deployment.Change;
import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Deployments;
import io.twinharbor.delivery.deployment.Status;
import io.twinharbor.delivery.incident.Incident;
import io.twinharbor.delivery.incident.Incidents;
import io.twinharbor.delivery.indicator.Indicators;
import io.twinharbor.delivery.indicator.Measurement;
import io.twinharbor.delivery.indicator.Spread;
import io.twinharbor.delivery.indicator.Window;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Gathers what developers are told: what was measured, and what this service knows of deployments and incidents. */
@Singleton
class Reporter {

    private static final String STAGING = "staging";
    private static final int BROUGHT = 5;
    /** Deployments that are told of one by one; the API has all. */
    private static final int LISTED = 40;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Measured measured;
    private final Deployments deployments;
    private final Incidents incidents;
    private final Measurement measurement;

    @Inject
    Reporter(Measured measured, Deployments deployments, Incidents incidents, Measurement measurement) {
        this.measured = measured;
        this.deployments = deployments;
        this.incidents = incidents;
        this.measurement = measurement;
    }

    /**
     * @throws IOException if Thanos is there but does not answer: a report is made later, rather than one with holes
     */
    Report of(String service, Window window) throws IOException {
        List<Deployment> deployed = deployments.in(window.from(), window.to()).stream()
                .filter(deployment -> deployment.service().equals(service) && deployment.finishedAt() != null
                        && !deployment.finishedAt().isBefore(window.from()) && deployment.finishedAt().isBefore(window.to())
                        && deployment.status() != Status.SUPERSEDED)
                .sorted(Comparator.comparing(Deployment::finishedAt)).toList();
        List<Deployment> told = deployed.stream().filter(Reporter::isTold).toList();
        List<Incident> happened = incidents.in(window.from(), window.to()).stream()
                .filter(incident -> incident.service().equals(service)).toList();
        List<Report.Figure> inShort = new ArrayList<>();
        List<Report.Figure> users = measured.figures("users", service, window, inShort);
        List<Report.Figure> budgets = measured.budgets(service, window);
        budgets.forEach(budget -> inShort.add(new Report.Figure("Error budget left: " + budget.name(), budget.now(),
                budget.before(), budget.change(), budget.verdict())));
        inShort.add(counted("Deployments that users got", deployed.stream()
                .filter(deployment -> isProduction(deployment) && deployment.counts() && deployment.reached()).count()));
        inShort.add(counted("Incidents", happened.size()));
        return new Report(service, DAY.format(window.from()), DAY.format(window.to().minusSeconds(1)), measured.isThere(),
                inShort, users, budgets, measured.plots(service, window, deployed),
                measured.slowest("endpoints", service, window, "http_request_method", "http_route"),
                measured.slowest("queries", service, window, "query"), measured.figures("resources", service, window, inShort),
                indicators(service, window), releases(told.subList(Math.max(0, told.size() - LISTED), told.size())),
                Math.max(0, told.size() - LISTED), troubles(happened), measured.backups(service, window));
    }

    private static Report.Figure counted(String name, long number) {
        return new Report.Figure(name, Unit.COUNT.text(number), "", "", "");
    }

    /** What went well in staging is told where it came to users. */
    private static boolean isTold(Deployment deployment) {
        return isProduction(deployment) || deployment.status() == Status.FAILED;
    }

    private static boolean isProduction(Deployment deployment) {
        return !deployment.environment().equals(STAGING);
    }

    /** In the order in which changes come there. */
    private List<Report.Delivery> indicators(String service, Window window) {
        List<Report.Delivery> all = new ArrayList<>();
        measurement.of(List.of(window, window.before())).forEach((subject, indicators) -> {
            if (subject.service().equals(service)) {
                all.add(subject.environment().equals(STAGING) ? 0 : all.size(),
                        new Report.Delivery(subject.environment(), compared(indicators.get(0), indicators.get(1))));
            }
        });
        return all;
    }

    private static List<Report.Figure> compared(Indicators now, Indicators before) {
        return List.of(
                Report.Figure.of("Deployments a day", Unit.NUMBER, Wanted.MORE, now.frequency(), before.frequency()),
                Report.Figure.of("Deployments that succeeded", Unit.SHARE, Wanted.MORE, now.successRate().orElse(Double.NaN),
                        before.successRate().orElse(Double.NaN)),
                Report.Figure.of("From merge to users", Unit.SECONDS, Wanted.LESS, median(now.cycleTime()),
                        median(before.cycleTime())),
                Report.Figure.of("From commit to users", Unit.SECONDS, Wanted.LESS, median(now.leadTime()),
                        median(before.leadTime())),
                Report.Figure.of("Changes that failed users", Unit.SHARE, Wanted.LESS,
                        now.changeFailureRate().orElse(Double.NaN), before.changeFailureRate().orElse(Double.NaN)),
                Report.Figure.of("Until users were well again", Unit.SECONDS, Wanted.LESS, median(now.timeToRestore()),
                        median(before.timeToRestore())));
    }

    private List<Report.Release> releases(List<Deployment> deployed) throws IOException {
        List<Report.Release> releases = new ArrayList<>();
        for (Deployment deployment : deployed) {
            releases.add(new Report.Release(MOMENT.format(deployment.finishedAt()), deployment.environment(),
                    deployment.kind().word(), deployment.takenBackAt() == null ? deployment.status().word() : "taken back",
                    deployment.revision().substring(0, Math.min(10, deployment.revision().length())),
                    deployment.changes().stream().map(Change::subject).limit(BROUGHT).toList(),
                    Math.max(0, deployment.changes().size() - BROUGHT),
                    // Staging has nobody who asks.
                    isProduction(deployment) ? measured.effects(deployment) : List.of(),
                    deployment.reason() == null ? "" : deployment.reason()));
        }
        return releases;
    }

    private static List<Report.Trouble> troubles(List<Incident> happened) {
        return happened.stream().map(incident -> new Report.Trouble(incident.title(), incident.environment(),
                MOMENT.format(incident.beganAt()), lasted(incident), incident.link() == null ? "" : incident.link())).toList();
    }

    private static String lasted(Incident incident) {
        return incident.restoredAt() == null ? "it lasts"
                : Unit.SECONDS.text(Duration.between(incident.beganAt(), incident.restoredAt()).toSeconds());
    }

    private static double median(Optional<Spread> spread) {
        return spread.map(value -> value.median().toMillis() / 1000.0).orElse(Double.NaN);
    }
}
