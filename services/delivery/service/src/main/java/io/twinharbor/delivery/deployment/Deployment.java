package io.twinharbor.delivery.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.twinharbor.delivery.history.Request;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A change of what an environment is to have, as Git asks for it, and how that went. */
@Entity
@Table(name = "deployment")
public class Deployment {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "deployment_id_seq")
    @SequenceGenerator(name = "deployment_id_seq", sequenceName = "deployment_id_seq", allocationSize = 1)
    private long id;

    private String service;
    private String environment;
    private String revision;

    @Column(name = "requested_at")
    private Instant requestedAt;

    private Kind kind;
    private String undoes;
    private String version;

    @Column(name = "built_from")
    private String builtFrom;

    @Column(name = "merged_at")
    private Instant mergedAt;

    @Column(name = "built_at")
    private Instant builtAt;

    private Status status;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Column(name = "live_at")
    private Instant liveAt;

    @Column(name = "reached_users")
    private Boolean reachedUsers;

    @Column(name = "taken_back_at")
    private Instant takenBackAt;

    private Evidence evidence;
    private String reason;

    @OneToMany(mappedBy = "deployment", cascade = CascadeType.PERSIST)
    private List<Change> changes = new ArrayList<>();

    /** For the persistence provider alone. */
    protected Deployment() {
    }

    /** One of which only Git knows. */
    public Deployment(Request request, List<Change> changes) {
        service = request.service();
        environment = request.environment();
        revision = request.revision();
        requestedAt = request.at();
        kind = request.kind();
        undoes = request.undoes();
        version = request.version();
        if (request.build() != null && kind == Kind.RELEASE) {
            builtFrom = request.build().revision();
            mergedAt = request.build().mergedAt();
            builtAt = request.build().at();
        } else if (kind == Kind.CONFIGURATION) {
            mergedAt = requestedAt;
        }
        changes.forEach(change -> change.cameWith(this));
        this.changes.addAll(changes);
        settle(Verdict.PENDING);
    }

    /** Takes over what the evidence comes to. */
    public final void settle(Verdict verdict) {
        status = verdict.status();
        finishedAt = verdict.finishedAt();
        liveAt = verdict.liveAt();
        reachedUsers = verdict.reachedUsers();
        takenBackAt = verdict.takenBackAt();
        evidence = verdict.evidence();
        reason = verdict.reason();
    }

    /** Whether it brought something new, and is settled: what is taken back, and what never was tried by itself, says nothing. */
    public boolean counts() {
        return kind != Kind.UNDO && (status == Status.SUCCEEDED || status == Status.FAILED);
    }

    /** Whether users got it. One that failed is taken to have reached them, unless it was seen that it did not. */
    public boolean reached() {
        return status == Status.SUCCEEDED || status == Status.FAILED && !Boolean.FALSE.equals(reachedUsers);
    }

    /** Whether users got it and it had to be taken back: by itself, or by people later. */
    public boolean failedUsers() {
        return reached() && (status == Status.FAILED || takenBackAt != null);
    }

    /** From the merge until users had it; empty if either is not known. */
    public Optional<Duration> cycleTime() {
        return status == Status.SUCCEEDED && mergedAt != null && liveAt != null
                ? Optional.of(Duration.between(mergedAt, liveAt)) : Optional.empty();
    }

    /** For each commit, from when it was written until users had it. */
    public List<Duration> leadTimes() {
        return status == Status.SUCCEEDED && liveAt != null
                ? changes.stream().map(change -> Duration.between(change.writtenAt(), liveAt))
                        // A clock ahead of ours says nothing.
                        .filter(time -> !time.isNegative()).toList()
                : List.of();
    }

    public long id() {
        return id;
    }

    public String service() {
        return service;
    }

    public String environment() {
        return environment;
    }

    public String revision() {
        return revision;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public Kind kind() {
        return kind;
    }

    /** Null but for what takes something back. */
    public String undoes() {
        return undoes;
    }

    public String version() {
        return version;
    }

    /** May be null. */
    public String builtFrom() {
        return builtFrom;
    }

    /** May be null. */
    public Instant mergedAt() {
        return mergedAt;
    }

    /** May be null. */
    public Instant builtAt() {
        return builtAt;
    }

    public Status status() {
        return status;
    }

    /** Null while it is pending. */
    public Instant finishedAt() {
        return finishedAt;
    }

    /** Null if users did not have it, or nobody saw since when. */
    public Instant liveAt() {
        return liveAt;
    }

    /** May be null. */
    public Instant takenBackAt() {
        return takenBackAt;
    }

    /** Null while it is pending. */
    public Evidence evidence() {
        return evidence;
    }

    /** Null unless it failed. */
    public String reason() {
        return reason;
    }

    public List<Change> changes() {
        return changes;
    }
}
