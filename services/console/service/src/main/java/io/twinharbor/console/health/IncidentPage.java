package io.twinharbor.console.health;

import io.twinharbor.console.access.Person;
import io.twinharbor.console.panel.Panel;
import io.twinharbor.console.panel.Panels;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The page of one incident, with the evidence. */
@Named
@RequestScoped
public class IncidentPage {

    private final Responders responders;
    private final Panels panels;
    private final Person person;

    private String cluster;
    private String id;
    private Panel<Incident> found;

    @Inject
    public IncidentPage(Responders responders, Panels panels, Person person) {
        this.responders = responders;
        this.panels = panels;
        this.person = person;
    }

    /** For the container's proxy. */
    protected IncidentPage() {
        this(null, null, null);
    }

    public void begin() {
        String bearer = person.bearer();
        found = panels.ask(() -> responders.one(bearer, cluster, id));
    }

    public Panel<Incident> getFound() {
        return found;
    }

    public String getCluster() {
        return cluster;
    }

    public void setCluster(String cluster) {
        this.cluster = cluster;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
