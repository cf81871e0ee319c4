package io.twinharbor.delivery.indicator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Kind;
import io.twinharbor.delivery.deployment.Status;
import io.twinharbor.delivery.incident.Incident;

/**
 * How changes of one service came to one environment in a time. What each of these is exactly, and whose definition it follows,
 * says services/delivery/README.md.
 *
 * @param succeeded         deployments that users have, or had
 * @param failed            deployments that were refused
 * @param undone            deployments that took something back
 * @param frequency         of those that succeeded, a day
 * @param successRate       of those that were tried, the share that succeeded; empty if none was
 * @param cycleTime         from merge to users
 * @param leadTime          of each commit, from when it was written to users
 * @param changeFailureRate of those that users had, the share that had to be taken back or caused an incident; empty if none
 * @param timeToRestore     from when users were failed until they no longer were
 */
public record Indicators(int succeeded, int failed, int undone, double frequency, OptionalDouble successRate,
        Optional<Spread> cycleTime, Optional<Spread> leadTime, OptionalDouble changeFailureRate, Optional<Spread> timeToRestore) {

    /**
     * @param deployments of one service in one environment
     * @param incidents   there
     */
    public static Indicators of(Window window, List<Deployment> deployments, List<Incident> incidents) {
        List<Deployment> settled = deployments.stream().filter(deployment -> window.has(deployment.finishedAt())).toList();
        List<Deployment> tried = settled.stream().filter(Deployment::counts).toList();
        List<Deployment> good = tried.stream().filter(deployment -> deployment.status() == Status.SUCCEEDED).toList();
        List<Deployment> had = tried.stream().filter(Deployment::reached).toList();
        long failedUsers = had.stream()
                .filter(deployment -> deployment.failedUsers() || isCauseOfAny(deployment, incidents)).count();
        int undone = (int) settled.stream()
                .filter(deployment -> deployment.kind() == Kind.UNDO && deployment.status() == Status.SUCCEEDED).count();
        return new Indicators(good.size(), tried.size() - good.size(), undone, good.size() / window.days(),
                share(good.size(), tried.size()),
                Spread.of(good.stream().flatMap(deployment -> deployment.cycleTime().stream()).toList()),
                Spread.of(good.stream().flatMap(deployment -> deployment.leadTimes().stream()).toList()),
                share(failedUsers, had.size()),
                Spread.of(restores(window, deployments, incidents)));
    }

    private static OptionalDouble share(long part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / (double) whole);
    }

    private static boolean isCauseOfAny(Deployment deployment, List<Incident> incidents) {
        return incidents.stream().anyMatch(incident -> deployment.revision().equals(incident.revision()));
    }

    /** An incident knows better when it began than the deployment that caused it. */
    private static List<Duration> restores(Window window, List<Deployment> deployments, List<Incident> incidents) {
        List<Duration> restores = new ArrayList<>();
        incidents.stream().filter(incident -> window.has(incident.restoredAt()))
                .forEach(incident -> restores.add(Duration.between(incident.beganAt(), incident.restoredAt())));
        for (Deployment deployment : deployments) {
            Instant restored = deployment.takenBackAt() == null ? deployment.finishedAt() : deployment.takenBackAt();
            if (deployment.counts() && deployment.failedUsers() && window.has(restored)
                    && !isCauseOfAny(deployment, incidents)) {
                // Where nobody saw since when users had it, not before it was asked for.
                Instant began = deployment.liveAt() == null ? deployment.requestedAt() : deployment.liveAt();
                restores.add(Duration.between(began, restored));
            }
        }
        return restores;
    }
}
