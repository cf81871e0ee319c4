package io.twinharbor.delivery.incident;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.metric.Thanos;
import io.twinharbor.delivery.reconciliation.Reconciled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Writes down the times in which alerts say that a service breaks its promises, as each cluster has them. They are read from
 * Thanos every time anew: what fired while this service was away, or Thanos was, is found afterwards.
 */
@Singleton
class Alerts {

    /** The value is when an alert began. */
    static final String QUESTION =
            "min by (cluster, service, slo) (ALERTS_FOR_STATE{alertname=~\"ServiceLevelBurns(Fast)?\", service!=\"\"})";

    private static final Logger LOG = Logger.getLogger(Alerts.class.getName());
    private static final String MINE = "alerts/";
    /** What fires again so soon goes on. */
    private static final Duration GAP = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMinutes(1);
    /** After which an alert that is not there is over. */
    private static final Duration OVER = STEP.multipliedBy(3);
    private static final Duration USUAL = Duration.ofHours(6);
    private static final Duration FIRST = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(30);
    /** More than these Thanos gives of no series. */
    private static final int POINTS = 10_000;

    private final Thanos thanos;
    private final Incidents incidents;
    private boolean hasLooked;
    private boolean isTold;

    @Inject
    Alerts(Thanos thanos, Incidents incidents) {
        this.thanos = thanos;
        this.incidents = incidents;
    }

    /** A service in a cluster. */
    private record Place(String service, String cluster) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }
    }

    /** Without a gap. */
    private static final class Time {

        private Instant began;
        private Instant last;
        private final TreeSet<String> objectives = new TreeSet<>();
    }

    /** An objective is missed at a moment, since another. */
    private record Missed(Instant at, Instant since, String objective) {
    }

    /** Before indicators are counted, and reports made. */
    void onReconciled(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Reconciled reconciled) {
        try {
            look(reconciled.at());
            isTold = false;
        } catch (IOException | RuntimeException e) {
            // Once for each time that it is away: the next look makes up for it.
            if (!isTold) {
                LOG.log(Level.WARNING, "What alerts tell of promises cannot be seen right now: {0}", e.toString());
                isTold = true;
            }
        }
    }

    void look(Instant now) throws IOException {
        if (!thanos.isThere()) {
            return;
        }
        Window window = new Window(begin(now), now);
        Duration step = Duration.ofSeconds(Math.max(STEP.toSeconds(),
                Duration.between(window.from(), now).toSeconds() / POINTS));
        Map<Place, List<Missed>> missed = new TreeMap<>();
        for (Thanos.Series series : thanos.during(QUESTION, window, step)) {
            Place place = new Place(series.labels().getOrDefault("service", ""), series.labels().getOrDefault("cluster", ""));
            series.points().forEach(point -> missed.computeIfAbsent(place, any -> new ArrayList<>()).add(new Missed(point.at(),
                    Instant.ofEpochSecond((long) point.value()), series.labels().getOrDefault("slo", ""))));
        }
        missed.forEach((place, moments) -> times(moments).forEach(time -> write(place, time, now)));
        hasLooked = true;
    }

    /** Whatever lasts is looked at from its beginning: what has begun before would seem to be another. */
    private Instant begin(Instant now) {
        Instant usual = now.minus(hasLooked ? USUAL : FIRST);
        Instant earliest = incidents.firstOpen(MINE).map(began -> began.minus(GAP)).filter(began -> began.isBefore(usual))
                .orElse(usual);
        return earliest.isBefore(now.minus(LONGEST)) ? now.minus(LONGEST) : earliest;
    }

    private static List<Time> times(List<Missed> moments) {
        List<Time> times = new ArrayList<>();
        moments.sort((one, other) -> one.at().compareTo(other.at()));
        for (Missed missed : moments) {
            Time time = times.isEmpty() ? null : times.get(times.size() - 1);
            if (time == null || Duration.between(time.last, missed.at()).compareTo(GAP) > 0) {
                time = new Time();
                time.began = missed.since();
                times.add(time);
            }
            time.began = missed.since().isBefore(time.began) ? missed.since() : time.began;
            time.last = missed.at();
            time.objectives.add(missed.objective());
        }
        return times;
    }

    /**
     * How an incident is called that alerts tell of.
     *
     * @param began in seconds since 1970
     */
    static String id(String cluster, String service, String began) {
        return MINE + cluster + "/" + service + "/" + began;
    }

    /** What somebody has added of it stays. */
    private void write(Place place, Time time, Instant now) {
        String id = id(place.cluster(), place.service(), Long.toString(time.began.getEpochSecond()));
        Instant restored = Duration.between(time.last, now).compareTo(OVER) > 0 ? time.last : null;
        Incident known = incidents.find(id).orElse(null);
        incidents.put(new Incident(id, place.service(), place.cluster(), String.join(" and ", time.objectives) + " missed",
                time.began, restored, known == null ? null : known.revision(), known == null ? null : known.link()));
    }
}
