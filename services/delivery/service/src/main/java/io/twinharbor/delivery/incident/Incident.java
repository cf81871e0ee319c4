package io.twinharbor.delivery.incident;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A time in which users of a service did not have what they were promised. */
@Entity
@Table(name = "incident")
public class Incident {

    @Id
    private String id;

    private String service;
    private String environment;
    private String title;

    @Column(name = "began_at")
    private Instant beganAt;

    @Column(name = "restored_at")
    private Instant restoredAt;

    private String revision;
    private String link;

    /** For the persistence provider alone. */
    protected Incident() {
    }

    /**
     * @param id          by whom it was written down, and that one's own name for it
     * @param environment staging, or a cluster of production
     * @param restoredAt  null while it lasts
     * @param revision    of the deployment that caused it, or null
     * @param link        where more is said of it, or null
     */
    public Incident(String id, String service, String environment, String title, Instant beganAt, Instant restoredAt,
            String revision, String link) {
        this.id = id;
        this.service = service;
        this.environment = environment;
        this.title = title;
        this.beganAt = beganAt;
        this.restoredAt = restoredAt;
        this.revision = revision;
        this.link = link;
    }

    /** The same one, of which somebody says something else. */
    Incident with(Addition addition) {
        return new Incident(id, service, environment, title, beganAt, restoredAt, addition.revision(), addition.link());
    }

    public String id() {
        return id;
    }

    public String service() {
        return service;
    }

    public String environment() {
        return environment;
    }

    public String title() {
        return title;
    }

    public Instant beganAt() {
        return beganAt;
    }

    /** Null while it lasts. */
    public Instant restoredAt() {
        return restoredAt;
    }

    /** May be null. */
    public String revision() {
        return revision;
    }

    /** May be null. */
    public String link() {
        return link;
    }
}
