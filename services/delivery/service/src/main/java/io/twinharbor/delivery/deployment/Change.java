package io.twinharbor.delivery.deployment;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A commit that came with a deployment. */
@Entity
@Table(name = "deployment_change")
public class Change {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "deployment_change_id_seq")
    @SequenceGenerator(name = "deployment_change_id_seq", sequenceName = "deployment_change_id_seq", allocationSize = 1)
    private long id;

    @ManyToOne
    @JoinColumn(name = "deployment_id")
    private Deployment deployment;

    private String commit;
    private String subject;
    private String author;

    @Column(name = "written_at")
    private Instant writtenAt;

    private String reverts;

    /** For the persistence provider alone. */
    protected Change() {
    }

    /**
     * @param commit    its name in Git
     * @param subject   the first line of its message
     * @param author    who wrote it
     * @param writtenAt when it was written, which a rebase leaves as it was
     * @param reverts   the commit that it takes back, or null
     */
    public Change(String commit, String subject, String author, Instant writtenAt, String reverts) {
        this.commit = commit;
        this.subject = subject;
        this.author = author;
        this.writtenAt = writtenAt;
        this.reverts = reverts;
    }

    void cameWith(Deployment it) {
        deployment = it;
    }

    public String commit() {
        return commit;
    }

    public String subject() {
        return subject;
    }

    public String author() {
        return author;
    }

    public Instant writtenAt() {
        return writtenAt;
    }

    /** May be null. */
    public String reverts() {
        return reverts;
    }
}
