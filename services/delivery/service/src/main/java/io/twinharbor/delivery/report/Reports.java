package io.twinharbor.delivery.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.delivery.indicator.Window;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/**
 * Reports: made, kept and found again. What a report takes, some hundred questions to Thanos among it, is done before the
 * transaction that makes it one, and developers are told of it afterwards.
 */
@Singleton
public class Reports {

    /** How many are made for whoever asks at the same time: each is laid out in memory. */
    static final int AT_ONCE = 2;

    private final Reporter reporter;
    private final Layout layout;
    private final Shelf shelf;
    private final Register register;
    private final Mail mail;
    private final Comment comment;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    @Inject
    public Reports(Reporter reporter, Layout layout, Shelf shelf, Register register, Mail mail, Comment comment) {
        this.reporter = reporter;
        this.layout = layout;
        this.shelf = shelf;
        this.register = register;
        this.mail = mail;
        this.comment = comment;
    }

    /** One that is on the shelf, and is a report once the register has it. */
    private record Shelved(Report report, Made made, byte[] page, byte[] document) {
    }

    /**
     * Makes one for whoever asks.
     *
     * @param isForAll whether developers are told of it, as they are of that of each week
     * @throws ProblemException 429 while {@link #AT_ONCE} are being made
     * @throws IOException      if Thanos or the object store does not answer: then there is no report
     */
    public Made make(String service, Window window, boolean isForAll) throws IOException {
        if (!slots.tryAcquire()) {
            throw new ProblemException(Problem.of(Response.Status.TOO_MANY_REQUESTS,
                    "Enough reports are being made here: try again when one is there."), Map.of("Retry-After", "10"));
        }
        try {
            Shelved shelved = shelve(reporter.of(service, window), window, false);
            register.add(shelved.made());
            if (isForAll) {
                tell(shelved);
            }
            return shelved.made();
        } finally {
            slots.release();
        }
    }

    /**
     * Makes one for everybody, unless it is there already, and tells them once it is. Two instances may both make it: that of
     * one is kept, and told of.
     *
     * @return whether it was made here
     */
    public boolean makeWeekly(String service, Window week) throws IOException {
        if (register.hasWeekly(service, week.from())) {
            return false;
        }
        Shelved shelved = shelve(reporter.of(service, week), week, true);
        if (!register.addWeekly(shelved.made())) {
            shelf.remove(shelved.made().page());
            shelf.remove(shelved.made().document());
            return false;
        }
        tell(shelved);
        return true;
    }

    private Shelved shelve(Report report, Window window, boolean isWeekly) throws IOException {
        String page = layout.page(report);
        String name = report.service() + "/" + report.from() + "_" + report.to() + "/" + UUID.randomUUID();
        Made made = new Made(report.service(), window.from(), window.to(), isWeekly, Instant.now().truncatedTo(ChronoUnit.MICROS),
                name + ".html", name + ".pdf");
        Shelved shelved = new Shelved(report, made, page.getBytes(StandardCharsets.UTF_8), layout.document(page));
        shelf.put(made.page(), "text/html; charset=utf-8", shelved.page());
        shelf.put(made.document(), "application/pdf", shelved.document());
        return shelved;
    }

    /** Whoever cannot be told does not keep the others from it; the report stays, and is shown by its address. */
    private void tell(Shelved shelved) {
        mail.tell(shelved.report(), shelved.page(), shelved.document());
        comment.tell(shelved.report());
    }

    /**
     * The newest.
     *
     * @param service null for all
     */
    public List<Made> list(String service) {
        return register.list(service);
    }

    /**
     * @throws ProblemException 404 if there is no such report
     */
    public Made get(long id) {
        return register.find(id).orElseThrow(() -> new ProblemException(
                Problem.of(Response.Status.NOT_FOUND, "There is no report " + id + ".")));
    }

    byte[] content(String name) throws IOException {
        return shelf.get(name);
    }
}
