package io.twinharbor.delivery.observation;

import java.time.Instant;

import io.twinharbor.delivery.deployment.Evidence;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** What somebody saw of a release: told by Argo CD, or read from a cluster. */
@Entity
@Table(name = "observation")
public class Observation {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "observation_id_seq")
    @SequenceGenerator(name = "observation_id_seq", sequenceName = "observation_id_seq", allocationSize = 1)
    private long id;

    private String service;
    private String environment;
    private String revision;
    private boolean good;

    @Column(name = "observed_at")
    private Instant observedAt;

    @Column(name = "served_from")
    private Instant servedFrom;

    @Column(name = "reached_users")
    private Boolean reachedUsers;

    private Evidence evidence;
    private String reason;

    /** For the persistence provider alone. */
    protected Observation() {
    }

    private Observation(String service, String environment, String revision, boolean good, Instant observedAt,
            Evidence evidence) {
        this.service = service;
        this.environment = environment;
        this.revision = revision;
        this.good = good;
        this.observedAt = observedAt;
        this.evidence = evidence;
        reason = "";
    }

    /** Users have what a revision says. */
    public static Observation good(String service, String environment, String revision, Instant at, Evidence evidence) {
        Observation observation = new Observation(service, environment, revision, true, at, evidence);
        observation.reachedUsers = true;
        return observation;
    }

    /**
     * An environment did not take what a revision says.
     *
     * @param servedFrom   since when users had it before it was taken from them, or null
     * @param reachedUsers whether they had it; null if that was not seen
     */
    public static Observation bad(String service, String environment, String revision, Instant at, Instant servedFrom,
            Boolean reachedUsers, Evidence evidence, String reason) {
        Observation observation = new Observation(service, environment, revision, false, at, evidence);
        observation.servedFrom = servedFrom;
        observation.reachedUsers = reachedUsers;
        observation.reason = reason;
        return observation;
    }

    public String service() {
        return service;
    }

    public String environment() {
        return environment;
    }

    /** What Git said when it was seen: the deployment's commit, or one after it. */
    public String revision() {
        return revision;
    }

    public boolean good() {
        return good;
    }

    public Instant observedAt() {
        return observedAt;
    }

    /** May be null. */
    public Instant servedFrom() {
        return servedFrom;
    }

    /** May be null. */
    public Boolean reachedUsers() {
        return reachedUsers;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** Empty if all is well. */
    public String reason() {
        return reason;
    }
}
