package io.twinharbor.console.delivery;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.chart.Chart;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import io.twinharbor.console.view.Say;
import io.twinharbor.console.view.Times;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page of delivery: indicators of a service in an environment, how they went, and the newest deployments. */
@Named
@RequestScoped
public class DeliveryPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int USUAL_DAYS = 30;

    private final Delivery delivery;
    private final Panels panels;
    private final Person person;
    private final Say say;
    private final Times times;

    private String of;
    private Integer days;
    private Panel<List<Subject>> subjects;
    private Panel<List<Figures>> history;
    private Panel<List<Deployment>> newest;
    private Panel<List<Report>> reports;

    @Inject
    public DeliveryPage(Delivery delivery, Panels panels, Person person, Say say, Times times) {
        this.delivery = delivery;
        this.panels = panels;
        this.person = person;
        this.say = say;
        this.times = times;
    }

    /** For the container's proxy. */
    protected DeliveryPage() {
        this(null, null, null, null, null);
    }

    /** Before anything is shown. Without an answer there is nothing to choose from, and nothing more is asked. */
    public void begin() {
        String bearer = person.bearer();
        int length = getDays();
        subjects = panels.ask(() -> delivery.subjects(bearer, length));
        Subject chosen = getChosen();
        if (chosen != null) {
            history = panels.ask(() -> delivery.history(bearer, chosen.service(), chosen.environment(), length));
            newest = panels.ask(() -> delivery.newest(bearer, chosen.service(), chosen.environment()));
            reports = panels.ask(() -> delivery.reports(bearer, chosen.service()));
        }
    }

    public Panel<List<Subject>> getSubjects() {
        return subjects;
    }

    /** The one of the address, or else the first of production. */
    public Subject getChosen() {
        List<Subject> all = subjects.getValue();
        if (all == null || all.isEmpty()) {
            return null;
        }
        return all.stream().filter(subject -> subject.key().equals(of)).findFirst()
                .or(() -> all.stream().filter(subject -> !"staging".equals(subject.environment())).findFirst())
                .orElse(all.get(0));
    }

    public List<Tile> getTiles() {
        Subject chosen = getChosen();
        Figures now = chosen.now();
        Figures before = chosen.before();
        return List.of(
                Tile.of("frequency", now.frequency(), before.frequency(), true, this::perDay),
                Tile.of("lead", now.leadTime(), before.leadTime(), false, this::length),
                Tile.of("failure", now.failureRate(), before.failureRate(), false, this::percent),
                Tile.of("restore", now.timeToRestore(), before.timeToRestore(), false, this::length),
                Tile.of("success", now.successRate(), before.successRate(), true, this::percent),
                Tile.of("cycle", now.cycleTime(), before.cycleTime(), false, this::length));
    }

    public List<Chart> getCharts() {
        List<Figures> all = history.getValue();
        return List.of(
                Chart.bars(say.text("delivery.succeeded"), points(all, figures -> (double) figures.succeeded()), this::count),
                Chart.times(say.text("delivery.lead"), points(all, Figures::leadTime), this::length),
                Chart.times(say.text("delivery.cycle"), points(all, Figures::cycleTime), this::length),
                Chart.line(say.text("delivery.failure"), points(all, Figures::failureRate), this::percent));
    }

    private static List<Chart.Point> points(List<Figures> all, Function<Figures, Double> value) {
        return all.stream().map(one -> new Chart.Point(DAY.format(one.from()), value.apply(one))).toList();
    }

    private String perDay(double value) {
        return String.format(Locale.ENGLISH, "%.1f", value);
    }

    private String count(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private String percent(double value) {
        double hundredths = value * 100;
        return String.format(Locale.ENGLISH, hundredths == Math.rint(hundredths) || hundredths >= 10 ? "%.0f %%" : "%.1f %%",
                hundredths);
    }

    private String length(double seconds) {
        return times.length(Duration.ofSeconds(Math.round(seconds)));
    }

    public Panel<List<Figures>> getHistory() {
        return history;
    }

    public Panel<List<Deployment>> getNewest() {
        return newest;
    }

    public Panel<List<Report>> getReports() {
        return reports;
    }

    public String getOf() {
        return of;
    }

    public void setOf(String of) {
        this.of = of;
    }

    public Integer getDays() {
        return days == null || days < 1 || days > 400 ? USUAL_DAYS : days;
    }

    public void setDays(Integer days) {
        this.days = days;
    }
}
