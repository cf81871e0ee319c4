package io.twinharbor.console.recovery;

import io.twinharbor.console.health.Metrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What could be brought back, by what databases, Velero and the drill say of themselves (docs/adr/0025, 0026). */
@Singleton
public class Backups {

    private static final String DATABASE_BACKUP = "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp";
    private static final Duration HISTORY = Duration.ofDays(90);
    private static final Duration EACH_DATABASE = Duration.ofHours(26);
    private static final Duration EACH_SCHEDULE = Duration.ofHours(30);
    private static final Duration EACH_DRILL = Duration.ofDays(8);
    private static final Duration MUCH_LAG = Duration.ofMinutes(1);

    /** One that is made again and again, and when it was last made. */
    public record Backup(String cluster, String what, Instant last, Duration atMost) {

        public String tone() {
            return last == null ? "bad" : Duration.between(last, Instant.now()).compareTo(atMost) > 0 ? "bad" : "good";
        }
    }

    /** How far what a cluster copies is behind the other's. */
    public record Lag(String cluster, Duration behind) {

        public String tone() {
            return behind.compareTo(MUCH_LAG) > 0 ? "warn" : "good";
        }
    }

    private final Metrics metrics;

    @Inject
    public Backups(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Base backups of databases. */
    public List<Backup> databases() {
        return metrics.now("max by (cluster, namespace) (" + DATABASE_BACKUP + " > 0)").stream()
                .map(one -> new Backup(one.label("cluster"), one.label("namespace"), one.moment(), EACH_DATABASE)).sorted(ORDER)
                .toList();
    }

    /** Velero's schedules. */
    public List<Backup> schedules() {
        return metrics.now("max by (cluster, schedule) (velero_backup_last_successful_timestamp{schedule!=\"\"} > 0)").stream()
                .map(one -> new Backup(one.label("cluster"), one.label("schedule"), one.moment(), EACH_SCHEDULE)).sorted(ORDER)
                .toList();
    }

    /** What would be lost with the primary's cluster. */
    public List<Lag> lags() {
        return metrics.now("max by (cluster) (cnpg_pg_replication_lag and cnpg_pg_replication_in_recovery == 1)").stream()
                .map(one -> new Lag(one.label("cluster"), Duration.ofMillis(Math.round(one.value() * 1000)))).toList();
    }

    /** The last restore that was as its source had recorded it, by what it proves. */
    public List<Backup> proven() {
        return metrics.now("max by (cluster, what) (recovery_last_proven_restore_timestamp_seconds)").stream()
                .map(one -> new Backup(one.label("cluster"), one.label("what"), one.moment(), EACH_DRILL)).sorted(ORDER).toList();
    }

    /** Restores that were proven, the newest first: each is a step of the moment of the last one. */
    public List<Backup> drills() {
        Instant now = Instant.now();
        List<Backup> found = new ArrayList<>();
        for (Metrics.Series series : metrics.since("max by (cluster, what) (recovery_last_proven_restore_timestamp_seconds)",
                now.minus(HISTORY), now, Duration.ofHours(6))) {
            series.points().stream().map(Metrics.Point::value).distinct().forEach(moment -> found.add(new Backup(
                    series.labels().getOrDefault("cluster", ""), series.labels().getOrDefault("what", ""),
                    Instant.ofEpochSecond(moment.longValue()), EACH_DRILL)));
        }
        found.sort(java.util.Comparator.comparing(Backup::last).reversed());
        return found;
    }

    private static final java.util.Comparator<Backup> ORDER =
            java.util.Comparator.comparing(Backup::what).thenComparing(Backup::cluster);
}
