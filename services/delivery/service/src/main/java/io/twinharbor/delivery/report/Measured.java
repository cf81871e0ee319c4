package io.twinharbor.delivery.report;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.metric.Thanos;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The part of a report that Thanos knows; without a Thanos there is nothing of it. */
@Singleton
class Measured {

    /** How long before and after a deployment is looked at to see what it changed. */
    private static final Duration EFFECT = Duration.ofMinutes(30);
    /** How much each sum of requests is of. */
    private static final Duration RECORDED = Duration.ofMinutes(5);
    /** About so many points for the time. */
    private static final int POINTS = 168;

    private final Thanos thanos;
    private final Questions questions = new Questions();

    @Inject
    Measured(Thanos thanos) {
        this.thanos = thanos;
    }

    boolean isThere() {
        return thanos.isThere();
    }

    /** One of the lists of figures; those that are to be told first come to others, too. */
    List<Report.Figure> figures(String list, String service, Window window, List<Report.Figure> inShort)
            throws IOException {
        List<Report.Figure> figures = new ArrayList<>();
        if (thanos.isThere()) {
            for (Questions.Question question : questions.listed(list)) {
                String query = questions.filled(question.query(), blanks(service, length(window)));
                Report.Figure figure = compared(question, number(query, window.to()), number(query, window.from()));
                figures.add(figure);
                if (question.isShort()) {
                    inShort.add(figure);
                }
            }
        }
        return figures;
    }

    private static Report.Figure compared(Questions.Question question, double now, double before) {
        return Report.Figure.of(question.name(), question.unit(), question.wanted(), now, before);
    }

    List<Report.Figure> budgets(String service, Window window) throws IOException {
        List<Report.Figure> budgets = new ArrayList<>();
        if (thanos.isThere()) {
            String query = questions.filled(questions.single("budgets"), blanks(service, length(window)));
            Map<String, Double> before = by(thanos.at(query, window.from()), "slo");
            by(thanos.at(query, window.to()), "slo").forEach((objective, left) -> budgets.add(Report.Figure.of(objective,
                    Unit.SHARE, Wanted.MORE, left, before.getOrDefault(objective, Double.NaN))));
        }
        return budgets;
    }

    /** What takes longest, with how often it was asked for. */
    List<Report.Figure> slowest(String list, String service, Window window, String... labels) throws IOException {
        List<Report.Figure> slowest = new ArrayList<>();
        if (thanos.isThere()) {
            Map<String, String> blanks = blanks(service, length(window));
            String latency = questions.filled(questions.single(list, "latency"), blanks);
            String requests = questions.filled(questions.single(list, "requests"), blanks);
            Map<String, Double> before = by(thanos.at(latency, window.from()), labels);
            Map<String, Double> asked = by(thanos.at(requests, window.to()), labels);
            by(thanos.at(latency, window.to()), labels).entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .forEach(one -> slowest.add(Report.Figure.of(one.getKey() + " ("
                            + Unit.COUNT.text(asked.getOrDefault(one.getKey(), Double.NaN)) + ")", Unit.SECONDS, Wanted.LESS,
                            one.getValue(), before.getOrDefault(one.getKey(), Double.NaN))));
        }
        return slowest;
    }

    /** By the age of what could be brought back. */
    List<Report.Figure> backups(String service, Window window) throws IOException {
        List<Report.Figure> backups = new ArrayList<>();
        if (thanos.isThere()) {
            for (Questions.Question question : questions.listed("backups")) {
                String query = questions.filled(question.query(), blanks(service, length(window)));
                Map<String, Double> before = by(thanos.at(query, window.from()), "cluster");
                by(thanos.at(query, window.to()), "cluster").forEach((cluster, age) -> backups.add(new Report.Figure(
                        question.name() + ", " + cluster, question.unit().text(age),
                        question.unit().text(before.getOrDefault(cluster, Double.NaN)), "", "")));
            }
        }
        return backups;
    }

    /** How it went; deployments that users got are marked. */
    List<Plot> plots(String service, Window window, List<Deployment> deployed) throws IOException {
        List<Plot> plots = new ArrayList<>();
        if (thanos.isThere()) {
            long parts = length(window).dividedBy(POINTS).toSeconds() / RECORDED.toSeconds();
            Duration step = RECORDED.multipliedBy(Math.max(1, parts));
            List<Instant> news = deployed.stream().filter(Deployment::reached).map(Deployment::finishedAt).toList();
            for (Questions.Question question : questions.listed("plots")) {
                String query = questions.filled(question.query(),
                        Map.of("service", service, "step", Long.toString(step.toSeconds())));
                plots.add(Plot.of(question.name(), question.unit(), window, points(query, window, step),
                        points(query, window.before(), step), news));
            }
        }
        return plots;
    }

    /** What a deployment changed for users. */
    List<Report.Figure> effects(Deployment deployment) throws IOException {
        List<Report.Figure> effects = new ArrayList<>();
        if (thanos.isThere() && deployment.liveAt() != null) {
            Map<String, String> blanks = new TreeMap<>(blanks(deployment.service(), EFFECT));
            blanks.put("environment", deployment.environment());
            for (Questions.Question question : questions.listed("effects")) {
                String query = questions.filled(question.query(), blanks);
                effects.add(compared(question, number(query, deployment.liveAt().plus(EFFECT)),
                        number(query, deployment.liveAt())));
            }
        }
        return effects;
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
}
