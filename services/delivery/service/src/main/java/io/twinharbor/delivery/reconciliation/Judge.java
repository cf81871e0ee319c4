package io.twinharbor.delivery.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.deployment.Kind;
import io.twinharbor.delivery.deployment.Status;
import io.twinharbor.delivery.deployment.Verdict;
import io.twinharbor.delivery.history.Line;
import io.twinharbor.delivery.history.Request;
import io.twinharbor.delivery.observation.Observation;

/**
 * Settles how each deployment of a service went, from all that is known: the same evidence always comes to the same, in whatever
 * order it arrived. What was told or seen counts more than what Git lets one conclude.
 */
final class Judge {

    private final Line line;
    private final Duration assumedAfter;
    private final Instant now;

    /**
     * @param line         what Git says
     * @param assumedAfter after how long an unwatched deployment is taken to have come true; null for never
     */
    Judge(Line line, Duration assumedAfter, Instant now) {
        this.line = line;
        this.assumedAfter = assumedAfter;
        this.now = now;
    }

    /** Settles all of a service, whose observations these are. */
    void settle(String service, List<Deployment> deployments, List<Observation> observations) {
        Map<Deployment, Verdict> verdicts = new HashMap<>();
        Map<String, List<Deployment>> byEnvironment = deployments.stream()
                // What Git no longer knows stays as it was settled.
                .filter(deployment -> line.places().containsKey(deployment.revision()))
                .sorted(Comparator.comparing(deployment -> line.places().get(deployment.revision())))
                .collect(Collectors.groupingBy(Deployment::environment));
        byEnvironment.forEach((environment, own) -> {
            own.forEach(deployment -> verdicts.put(deployment, Verdict.PENDING));
            observations.stream().filter(observation -> observation.environment().equals(environment))
                    .sorted(Comparator.comparing(Observation::observedAt))
                    .forEach(observation -> observe(own, observation, verdicts));
            concludeFromNext(service, environment, own, verdicts);
            own.forEach(deployment -> assume(deployment, verdicts));
            own.forEach(deployment -> takeBack(own, deployment, verdicts));
        });
        verdicts.forEach(Deployment::settle);
    }

    private void observe(List<Deployment> own, Observation observation, Map<Deployment, Verdict> verdicts) {
        Optional<Deployment> found = at(own, observation.revision());
        if (found.isEmpty()) {
            return;
        }
        Deployment deployment = found.get();
        Verdict verdict = verdicts.get(deployment);
        if (observation.good()) {
            if (verdict.status() != Status.SUCCEEDED) {
                live(own, deployment, observation.observedAt(), observation.evidence(), verdicts);
            }
        } else if (verdict.status() == Status.FAILED) {
            verdicts.put(deployment, verdict.with(observation.servedFrom(), observation.reachedUsers()));
        } else if (verdict.status() == Status.PENDING) {
            verdicts.put(deployment, Verdict.failed(observation.observedAt(), observation.servedFrom(),
                    observation.reachedUsers(), observation.evidence(), observation.reason()));
        }
    }

    private static void live(List<Deployment> own, Deployment deployment, Instant at, Evidence evidence,
            Map<Deployment, Verdict> verdicts) {
        verdicts.put(deployment, Verdict.succeeded(at, evidence));
        own.subList(0, own.indexOf(deployment)).stream()
                .filter(earlier -> verdicts.get(earlier).status() == Status.PENDING)
                .forEach(earlier -> verdicts.put(earlier, Verdict.superseded(at, evidence)));
    }

    /** The next environment gets only what was good in this one, and when it was. */
    private void concludeFromNext(String service, String environment, List<Deployment> own, Map<Deployment, Verdict> verdicts) {
        List<String> order = line.environments().getOrDefault(service, List.of());
        int next = order.indexOf(environment) + 1;
        if (next == 0 || next == order.size()) {
            return;
        }
        List<Request> handedOn = line.requests().stream()
                .filter(request -> request.service().equals(service) && request.environment().equals(order.get(next))
                        && request.kind() == Kind.RELEASE).toList();
        for (Deployment deployment : own) {
            Status status = verdicts.get(deployment).status();
            if (deployment.kind() == Kind.RELEASE && (status == Status.PENDING || status == Status.SUPERSEDED)) {
                handedOn.stream()
                        .filter(request -> request.version().equals(deployment.version())
                                && line.places().get(request.revision()) > line.places().get(deployment.revision()))
                        .findFirst()
                        .ifPresent(request -> live(own, deployment, request.handedOnAt(), Evidence.GIT, verdicts));
            }
        }
    }

    private void assume(Deployment deployment, Map<Deployment, Verdict> verdicts) {
        if (assumedAfter != null && verdicts.get(deployment).status() == Status.PENDING
                && !deployment.requestedAt().plus(assumedAfter).isAfter(now)) {
            verdicts.put(deployment, Verdict.succeeded(deployment.requestedAt(), Evidence.ASSUMPTION));
        }
    }

    /** What a deployment takes back has failed: before it was settled, or after users had it. */
    private void takeBack(List<Deployment> own, Deployment remedy, Map<Deployment, Verdict> verdicts) {
        List<Deployment> earlier = own.subList(0, own.indexOf(remedy));
        if (remedy.kind() == Kind.UNDO) {
            culprit(earlier, remedy.undoes()).ifPresent(culprit -> takeBack(culprit, remedy, verdicts));
        } else if (verdicts.get(remedy).status() == Status.SUCCEEDED) {
            remedy.changes().stream().filter(change -> change.reverts() != null)
                    .flatMap(change -> bringing(earlier, change.reverts()).stream())
                    .forEach(culprit -> takeBack(culprit, remedy, verdicts));
        }
    }

    private void takeBack(Deployment culprit, Deployment remedy, Map<Deployment, Verdict> verdicts) {
        Verdict verdict = verdicts.get(culprit);
        Verdict remedied = verdicts.get(remedy);
        if (verdict.status() == Status.SUCCEEDED && verdict.evidence() != Evidence.ASSUMPTION) {
            verdicts.put(culprit, verdict.takenBack(remedied.liveAt() == null ? remedy.requestedAt() : remedied.liveAt()));
        } else if (verdict.status() != Status.FAILED && remedy.kind() == Kind.UNDO) {
            verdicts.put(culprit, Verdict.failed(remedy.requestedAt(), null, null, Evidence.GIT, reasonOf(remedy)));
        }
    }

    private String reasonOf(Deployment undo) {
        return line.requests().stream()
                .filter(request -> request.revision().equals(undo.revision()) && request.environment().equals(undo.environment()))
                .findFirst().map(Request::reason).orElse("");
    }

    private Optional<Deployment> culprit(List<Deployment> earlier, String commit) {
        return line.places().containsKey(commit) ? at(earlier, commit) : bringing(earlier, commit);
    }

    /** The last deployment that a revision has. */
    private Optional<Deployment> at(List<Deployment> own, String revision) {
        Integer place = line.places().get(revision);
        return place == null ? Optional.empty() : own.stream()
                .filter(deployment -> line.places().get(deployment.revision()) <= place)
                .reduce((one, later) -> later);
    }

    /** The last deployment that brought a commit. */
    private static Optional<Deployment> bringing(List<Deployment> own, String commit) {
        return own.stream()
                .filter(deployment -> deployment.changes().stream().anyMatch(change -> change.commit().equals(commit)))
                .reduce((one, later) -> later);
    }
}
