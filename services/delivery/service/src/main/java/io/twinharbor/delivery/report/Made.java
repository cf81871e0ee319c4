package io.twinharbor.delivery.report;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A report that was made. */
@Entity
@Table(name = "report")
public class Made {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "report_id_seq")
    @SequenceGenerator(name = "report_id_seq", sequenceName = "report_id_seq", allocationSize = 1)
    private long id;

    private String service;

    @Column(name = "from_at")
    private Instant from;

    @Column(name = "to_at")
    private Instant to;

    private boolean weekly;

    @Column(name = "made_at")
    private Instant at;

    private String page;
    private String document;

    /** For the persistence provider alone. */
    protected Made() {
    }

    /**
     * @param weekly   whether nobody had to ask for it
     * @param page     under which name the page is kept
     * @param document and the document
     */
    public Made(String service, Instant from, Instant to, boolean weekly, Instant at, String page, String document) {
        this.service = service;
        this.from = from;
        this.to = to;
        this.weekly = weekly;
        this.at = at;
        this.page = page;
        this.document = document;
    }

    public long id() {
        return id;
    }

    public String service() {
        return service;
    }

    public Instant from() {
        return from;
    }

    public Instant to() {
        return to;
    }

    public boolean weekly() {
        return weekly;
    }

    public Instant at() {
        return at;
    }

    public String page() {
        return page;
    }

    public String document() {
        return document;
    }
}
