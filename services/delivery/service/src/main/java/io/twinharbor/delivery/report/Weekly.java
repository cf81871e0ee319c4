package io.twinharbor.delivery.report;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Deployments;
import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.reconciliation.Reconciled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has the report of a week made once it is over, for each service that is live; what was missed is made up for. */
@Singleton
class Weekly {

    private static final Logger LOG = Logger.getLogger(Weekly.class.getName());

    private final Reports reports;
    private final Deployments deployments;
    private final boolean isWanted;

    private volatile Instant doneFor = Instant.EPOCH;

    /**
     * @param isWanted the setting {@code REPORTS_WEEKLY}
     */
    @Inject
    Weekly(Reports reports, Deployments deployments, @ConfigProperty(name = "reports.weekly") boolean isWanted) {
        this.reports = reports;
        this.deployments = deployments;
        this.isWanted = isWanted;
    }

    void onReconciled(@Observes Reconciled reconciled) {
        Window week = lastWeek(reconciled.at());
        if (!isWanted || week.from().equals(doneFor)) {
            return;
        }
        boolean isDone = true;
        for (String service : new TreeSet<>(deployments.live().stream().map(Deployment::service).toList())) {
            try {
                reports.makeWeekly(service, week);
            } catch (IOException | RuntimeException e) {
                isDone = false;
                LOG.log(Level.WARNING, "The report of " + service + " is not made; the next try comes soon", e);
            }
        }
        if (isDone) {
            doneFor = week.from();
        }
    }

    /** The last one that is over, from Monday to Monday. */
    static Window lastWeek(Instant now) {
        Instant end = LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Window(end.minus(Duration.ofDays(7)), end);
    }
}
