package io.twinharbor.console.health;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import io.twinharbor.console.view.Say;
import jakarta.enterprise.inject.TransientReference;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The page of health: what is promised and kept, what fires, and what was done about it, of both clusters side by side. */
@Named
@ViewScoped
public class HealthPage implements Serializable {

    /** One cluster's incidents, and whether its responder acts. */
    public record Column(String cluster, Panel<List<Incident>> incidents, Panel<Responders.Stop> stop) {
    }

    private final transient Levels levels;
    private final transient Alerts alerts;
    private final transient Responders responders;
    private final transient Panels panels;
    private final transient Person person;
    private final transient Say say;

    private String reason;
    private transient Panel<List<Level>> promised;
    private transient Panel<List<Alert>> everywhere;
    private transient Panel<List<Alert>> here;
    private transient List<Column> columns = List.of();

    @Inject
    public HealthPage(@TransientReference Levels levels, @TransientReference Alerts alerts,
            @TransientReference Responders responders, @TransientReference Panels panels, Person person, Say say) {
        this.levels = levels;
        this.alerts = alerts;
        this.responders = responders;
        this.panels = panels;
        this.person = person;
        this.say = say;
    }

    /** For the container's proxy. */
    protected HealthPage() {
        this(null, null, null, null, null, null);
    }

    /** Before anything is shown, and each time when it is looked again. */
    public void begin() {
        String bearer = person.bearer();
        promised = panels.ask(levels::all);
        everywhere = panels.ask(alerts::everywhere);
        here = panels.ask(alerts::here);
        List<Column> asked = new ArrayList<>();
        if (person.isIncidentReader()) {
            responders.clusters().forEach(cluster -> asked.add(new Column(cluster,
                    panels.ask(() -> responders.newest(bearer, cluster)), panels.ask(() -> responders.stop(bearer, cluster)))));
        }
        columns = asked;
    }

    /** Stops what is done about alerts in a cluster, or lets it go on. */
    public void stop(String cluster, boolean stopped) {
        try {
            responders.stop(person.bearer(), cluster, stopped,
                    reason == null || reason.isBlank() ? say.text("health.stop.reason.none") : reason.strip());
            say.done(stopped ? "health.stopped" : "health.goes.on", cluster);
            reason = null;
        } catch (RuntimeException e) {
            say.here("not.done", e.getMessage());
        }
        begin();
    }

    /** Whose burning there is to show. */
    public List<String> getClusters() {
        var names = new TreeSet<String>();
        if (promised.getValue() != null) {
            promised.getValue().forEach(level -> names.addAll(level.burning().keySet()));
        }
        return List.copyOf(names);
    }

    /** One of both is enough: what fires in both clusters, or else in this one. */
    public Panel<List<Alert>> getFiring() {
        if (everywhere.isReady()) {
            return Panel.of(Alerts.together(everywhere.getValue(), here.isReady() ? here.getValue() : List.of()));
        }
        return here.isReady() ? here : everywhere;
    }

    public boolean isOnlyHere() {
        return !everywhere.isReady() && here.isReady();
    }

    public boolean isWaiting() {
        return promised.isWaiting() || everywhere.isWaiting()
                || columns.stream().anyMatch(column -> column.incidents().isWaiting() || column.stop().isWaiting());
    }

    public Panel<List<Level>> getLevels() {
        return promised;
    }

    public List<Column> getColumns() {
        return columns;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
