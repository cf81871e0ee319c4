package io.twinharbor.delivery.report;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

/** Gathers what developers are told: from Thanos, and from what this service knows of deployments and incidents. */
@Singleton
class Reporter {

    /** How long before and after a deployment is looked at to see what it changed. */
    private static final Duration EFFECT = Duration.ofMinutes(30);
    /** A point for each so many parts of the time. */
    private static final int POINTS = 168;
    private static final int BROUGHT = 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Thanos thanos;
    private final Deployments deployments;
    private final Incidents incidents;
    private final Measurement measurement;
    private final Questions questions = new Questions();

    @Inject
    Reporter(Thanos thanos, Deployments deployments, Incidents incidents, Measurement measurement) {
        this.thanos = thanos;
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
                        && !deployment.finishedAt().isBefore(window.from()) && deployment.status() != Status.SUPERSEDED)
                .toList();
        return new Report(service, DAY.format(window.from()), DAY.format(window.to().minusSeconds(1)), thanos.isThere(),
                figures(service, window), budgets(service, window), plots(service, window, deployed), endpoints(service, window),
                indicators(service, window), releases(deployed), troubles(service, window));
    }

    private List<Report.Figure> figures(String service, Window window) throws IOException {
        List<Report.Figure> figures = new ArrayList<>();
        if (thanos.isThere()) {
            for (Questions.Question question : questions.listed("figures")) {
                String query = questions.filled(question.query(), blanks(service, length(window)));
                figures.add(Report.Figure.of(question.name(), question.unit(), number(query, window.to()),
                        number(query, window.from())));
            }
        }
        return figures;
    }

    private List<Report.Figure> budgets(String service, Window window) throws IOException {
        List<Report.Figure> budgets = new ArrayList<>();
        if (thanos.isThere()) {
            String query = questions.filled(questions.single("budgets"), blanks(service, length(window)));
            Map<String, Double> before = by(thanos.at(query, window.from()), "slo");
            by(thanos.at(query, window.to()), "slo").forEach((objective, left) -> budgets.add(
                    Report.Figure.of(objective, Unit.SHARE, left, before.getOrDefault(objective, Double.NaN))));
        }
        return budgets;
    }

    private List<Report.Figure> endpoints(String service, Window window) throws IOException {
        List<Report.Figure> endpoints = new ArrayList<>();
        if (thanos.isThere()) {
            Map<String, String> blanks = blanks(service, length(window));
            String latency = questions.filled(questions.single("endpoints", "latency"), blanks);
            String requests = questions.filled(questions.single("endpoints", "requests"), blanks);
            Map<String, Double> before = by(thanos.at(latency, window.from()), "http_request_method", "http_route");
            Map<String, Double> asked = by(thanos.at(requests, window.to()), "http_request_method", "http_route");
            by(thanos.at(latency, window.to()), "http_request_method", "http_route").entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .forEach(endpoint -> endpoints.add(Report.Figure.of(endpoint.getKey() + " ("
                            + Unit.COUNT.text(asked.getOrDefault(endpoint.getKey(), Double.NaN)) + ")", Unit.SECONDS,
                            endpoint.getValue(), before.getOrDefault(endpoint.getKey(), Double.NaN))));
        }
        return endpoints;
    }

    private List<Plot> plots(String service, Window window, List<Deployment> deployed) throws IOException {
        List<Plot> plots = new ArrayList<>();
        if (thanos.isThere()) {
            Duration step = Duration.between(window.from(), window.to()).dividedBy(POINTS);
            List<Instant> news = deployed.stream().filter(Deployment::reached).map(Deployment::finishedAt).toList();
            for (Questions.Question question : questions.listed("plots")) {
                String query = questions.filled(question.query(),
                        Map.of("service", service, "step", Math.max(step.toSeconds(), 60) + "s"));
                plots.add(Plot.of(question.name(), question.unit(), window, points(query, window, step),
                        points(query, window.before(), step), news));
            }
        }
        return plots;
    }

    private List<Report.Delivery> indicators(String service, Window window) {
        List<Report.Delivery> all = new ArrayList<>();
        measurement.of(List.of(window, window.before())).forEach((subject, indicators) -> {
            if (subject.service().equals(service)) {
                all.add(new Report.Delivery(subject.environment(), compared(indicators.get(0), indicators.get(1))));
            }
        });
        return all;
    }

    private static List<Report.Figure> compared(Indicators now, Indicators before) {
        return List.of(
                Report.Figure.of("Deployments a day", Unit.NUMBER, now.frequency(), before.frequency()),
                Report.Figure.of("Deployments that succeeded", Unit.SHARE, now.successRate().orElse(Double.NaN),
                        before.successRate().orElse(Double.NaN)),
                Report.Figure.of("From merge to users", Unit.SECONDS, median(now.cycleTime()), median(before.cycleTime())),
                Report.Figure.of("From commit to users", Unit.SECONDS, median(now.leadTime()), median(before.leadTime())),
                Report.Figure.of("Changes that failed users", Unit.SHARE, now.changeFailureRate().orElse(Double.NaN),
                        before.changeFailureRate().orElse(Double.NaN)),
                Report.Figure.of("Until users were well again", Unit.SECONDS, median(now.timeToRestore()),
                        median(before.timeToRestore())));
    }

    private List<Report.Release> releases(List<Deployment> deployed) throws IOException {
        List<Report.Release> releases = new ArrayList<>();
        for (Deployment deployment : deployed) {
            releases.add(new Report.Release(MOMENT.format(deployment.finishedAt()), deployment.environment(),
                    deployment.kind().word(), deployment.takenBackAt() == null ? deployment.status().word() : "taken back",
                    deployment.revision().substring(0, Math.min(10, deployment.revision().length())),
                    deployment.changes().stream().map(Change::subject).limit(BROUGHT).toList(), effects(deployment),
                    deployment.reason() == null ? "" : deployment.reason()));
        }
        return releases;
    }

    /** Staging has nobody who asks. */
    private List<Report.Figure> effects(Deployment deployment) throws IOException {
        List<Report.Figure> effects = new ArrayList<>();
        if (thanos.isThere() && deployment.liveAt() != null && !deployment.environment().equals("staging")) {
            Map<String, String> blanks = new TreeMap<>(blanks(deployment.service(), EFFECT));
            blanks.put("environment", deployment.environment());
            for (Questions.Question question : questions.listed("effects")) {
                String query = questions.filled(question.query(), blanks);
                effects.add(Report.Figure.of(question.name(), question.unit(), number(query, deployment.liveAt().plus(EFFECT)),
                        number(query, deployment.liveAt())));
            }
        }
        return effects;
    }

    private List<Report.Trouble> troubles(String service, Window window) {
        return incidents.in(window.from(), window.to()).stream().filter(incident -> incident.service().equals(service))
                .map(incident -> new Report.Trouble(incident.title(), incident.environment(), MOMENT.format(incident.beganAt()),
                        lasted(incident), incident.link() == null ? "" : incident.link()))
                .toList();
    }

    private static String lasted(Incident incident) {
        return incident.restoredAt() == null ? "it lasts"
                : Unit.SECONDS.text(Duration.between(incident.beganAt(), incident.restoredAt()).toSeconds());
    }

    private double number(String query, Instant at) throws IOException {
        List<Thanos.Series> series = thanos.at(query, at);
        return series.isEmpty() ? Double.NaN : series.get(0).last();
    }

    private List<Thanos.Point> points(String query, Window window, Duration step) throws IOException {
        List<Thanos.Series> series = thanos.during(query, window, step);
        return series.isEmpty() ? List.of() : series.get(0).points();
    }

    private static Map<String, Double> by(List<Thanos.Series> series, String... labels) {
        Map<String, Double> values = new TreeMap<>();
        series.forEach(one -> {
            List<String> name = new ArrayList<>();
            for (String label : labels) {
                name.add(one.labels().getOrDefault(label, ""));
            }
            values.put(String.join(" ", name), one.last());
        });
        return values;
    }

    private static Map<String, String> blanks(String service, Duration range) {
        return Map.of("service", service, "range", range.toSeconds() + "s");
    }

    private static Duration length(Window window) {
        return Duration.between(window.from(), window.to());
    }

    private static double median(Optional<Spread> spread) {
        return spread.map(value -> value.median().toMillis() / 1000.0).orElse(Double.NaN);
    }
}
