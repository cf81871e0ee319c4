package io.twinharbor.console.overview;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.delivery.Delivery;
import io.twinharbor.console.delivery.Subject;
import io.twinharbor.console.health.Alert;
import io.twinharbor.console.health.Alerts;
import io.twinharbor.console.health.Level;
import io.twinharbor.console.health.Levels;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import io.twinharbor.console.recovery.Backups;
import io.twinharbor.console.releases.Release;
import io.twinharbor.console.releases.Releases;
import jakarta.enterprise.inject.TransientReference;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The first page: what matters now, of what whoever looks may see. Who may not is not asked for either. */
@Named
@ViewScoped
public class OverviewPage implements Serializable {

    private static final int DAYS = 30;

    /** One cluster's releases. */
    public record Column(String cluster, Panel<List<Release>> releases) {
    }

    private final transient Releases releases;
    private final transient Delivery delivery;
    private final transient Levels levels;
    private final transient Alerts alerts;
    private final transient Backups backups;
    private final transient Panels panels;
    private final transient Person person;

    private transient List<Column> columns = List.of();
    private transient Panel<List<Subject>> subjects;
    private transient Panel<List<Level>> promised;
    private transient Panel<List<Alert>> firing;
    private transient Panel<List<Backups.Backup>> proven;

    @Inject
    public OverviewPage(@TransientReference Releases releases, @TransientReference Delivery delivery,
            @TransientReference Levels levels, @TransientReference Alerts alerts, @TransientReference Backups backups,
            @TransientReference Panels panels, Person person) {
        this.releases = releases;
        this.delivery = delivery;
        this.levels = levels;
        this.alerts = alerts;
        this.backups = backups;
        this.panels = panels;
        this.person = person;
    }

    /** For the container's proxy. */
    protected OverviewPage() {
        this(null, null, null, null, null, null, null);
    }

    /** Before anything is shown, and each time when it is looked again. */
    public void begin() {
        if (person.isDeveloper()) {
            String bearer = person.bearer();
            List<Column> asked = new ArrayList<>();
            releases.clusters().forEach(name -> asked.add(new Column(name, panels.ask(() -> releases.in(bearer, name)))));
            columns = asked;
            subjects = panels.ask(() -> delivery.subjects(bearer, DAYS).stream()
                    .filter(subject -> !"staging".equals(subject.environment())).toList());
            promised = panels.ask(levels::all);
            firing = panels.ask(alerts::everywhere);
        }
        if (person.isOperations()) {
            proven = panels.ask(backups::proven);
        }
    }

    public boolean isWaiting() {
        return Stream.concat(columns.stream().map(Column::releases), Stream.of(subjects, promised, firing, proven))
                .filter(Objects::nonNull).anyMatch(Panel::isWaiting);
    }

    public List<Column> getColumns() {
        return columns;
    }

    public Panel<List<Subject>> getSubjects() {
        return subjects;
    }

    public Panel<List<Level>> getLevels() {
        return promised;
    }

    public Panel<List<Alert>> getFiring() {
        return firing;
    }

    public Panel<List<Backups.Backup>> getProven() {
        return proven;
    }
}
