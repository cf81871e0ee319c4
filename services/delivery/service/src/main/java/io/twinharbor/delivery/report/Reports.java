package io.twinharbor.delivery.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.delivery.indicator.Window;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;

/** Reports: made, kept and found again. */
@Singleton
public class Reports {

    static final int LIMIT = 100;

    @PersistenceContext
    private EntityManager entities;

    private final Reporter reporter;
    private final Layout layout;
    private final Shelf shelf;
    private final Mail mail;
    private final Comment comment;

    @Inject
    public Reports(Reporter reporter, Layout layout, Shelf shelf, Mail mail, Comment comment) {
        this.reporter = reporter;
        this.layout = layout;
        this.shelf = shelf;
        this.mail = mail;
        this.comment = comment;
    }

    /**
     * Makes one for whoever asks.
     *
     * @param isForAll whether developers are told of it, as they are of that of each week
     */
    @Transactional(rollbackOn = IOException.class)
    public Made make(String service, Window window, boolean isForAll) throws IOException {
        Report report = reporter.of(service, window);
        Made made = keep(report, window, false);
        if (isForAll) {
            tell(report, made);
        }
        return made;
    }

    /**
     * Makes one for everybody, unless it is there already, and tells them. Of two instances one waits for the other.
     *
     * @return whether it was made
     */
    @Transactional(rollbackOn = IOException.class)
    public boolean makeWeekly(String service, Window week) throws IOException {
        entities.createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended('report', 0)) AS text)")
                .getSingleResult();
        boolean isThere = !entities.createQuery(
                "SELECT m.id FROM Made m WHERE m.weekly = true AND m.service = :service AND m.from = :from", Long.class)
                .setParameter("service", service).setParameter("from", week.from()).getResultList().isEmpty();
        if (isThere) {
            return false;
        }
        Report report = reporter.of(service, week);
        tell(report, keep(report, week, true));
        return true;
    }

    /** Whoever cannot be told does not keep the others from it; the report stays, and is shown by its address. */
    private void tell(Report report, Made made) throws IOException {
        mail.tell(report, shelf.get(made.page()), shelf.get(made.document()));
        comment.tell(report);
    }

    private Made keep(Report report, Window window, boolean isWeekly) throws IOException {
        String page = layout.page(report);
        String name = report.service() + "/" + report.from() + "_" + report.to() + "/" + UUID.randomUUID();
        Made made = new Made(report.service(), window.from(), window.to(), isWeekly, Instant.now().truncatedTo(ChronoUnit.MICROS),
                name + ".html", name + ".pdf");
        shelf.put(made.page(), "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
        shelf.put(made.document(), "application/pdf", layout.document(page));
        entities.persist(made);
        entities.flush();
        return made;
    }

    /** The newest. */
    @Transactional
    public List<Made> list(String service) {
        TypedQuery<Made> newest = service == null
                ? entities.createQuery("SELECT m FROM Made m ORDER BY m.at DESC, m.id DESC", Made.class)
                : entities.createQuery(
                        "SELECT m FROM Made m WHERE m.service = :service ORDER BY m.at DESC, m.id DESC", Made.class)
                        .setParameter("service", service);
        return newest.setMaxResults(LIMIT).getResultList();
    }

    /**
     * @throws ProblemException 404 if there is no such report
     */
    @Transactional
    public Made get(long id) {
        return Optional.ofNullable(entities.find(Made.class, id)).orElseThrow(() -> new ProblemException(
                Problem.of(Response.Status.NOT_FOUND, "There is no report " + id + ".")));
    }

    byte[] content(String name) throws IOException {
        return shelf.get(name);
    }
}
