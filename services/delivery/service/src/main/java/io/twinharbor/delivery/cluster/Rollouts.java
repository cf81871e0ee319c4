package io.twinharbor.delivery.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.history.Line;
import io.twinharbor.delivery.history.Request;
import io.twinharbor.delivery.observation.Observation;

/** What a Rollout says of a release that it has broken off: above all whether users had it. */
final class Rollouts {

    private static final String STAGING = "-staging";
    private static final Pattern DIGEST = Pattern.compile("@(sha256:[0-9a-f]{64})");

    private Rollouts() {
    }

    /** Empty unless it has broken off what Git asks for. */
    static Optional<Observation> read(GenericKubernetesResource rollout, List<GenericKubernetesResource> runs, String cluster,
            Line line) {
        if (!(rollout.get("status", "abortedAt") instanceof String abortedAt)) {
            return Optional.empty();
        }
        Instant at = Instant.parse(abortedAt);
        String service = rollout.getMetadata().getName();
        String environment = rollout.getMetadata().getNamespace().endsWith(STAGING) ? "staging" : cluster;
        Object message = rollout.get("status", "message");
        Optional<Instant> servedFrom = servedFrom(rollout, runs);
        return request(rollout, service, environment, at, line).map(request -> Observation.bad(service, environment,
                request.revision(), at, servedFrom.orElse(null), servedFrom.isPresent(), Evidence.CLUSTER,
                message == null ? "" : message.toString()));
    }

    /** A Rollout knows no commit: the last that asked for its images before it broke off is meant. */
    private static Optional<Request> request(GenericKubernetesResource rollout, String service, String environment,
            Instant before, Line line) {
        List<String> digests = DIGEST.matcher(String.valueOf(rollout.<Object>get("spec", "template", "spec", "containers")))
                .results().map((MatchResult digest) -> digest.group(1)).toList();
        return line.requests().stream()
                .filter(request -> request.service().equals(service) && request.environment().equals(environment)
                        && request.at().isBefore(before) && digests.stream().anyMatch(request.version()::contains))
                .reduce((one, later) -> later);
    }

    /** What is measured after users were switched begins when they were. */
    private static Optional<Instant> servedFrom(GenericKubernetesResource rollout, List<GenericKubernetesResource> runs) {
        Object after = rollout.get("status", "blueGreen", "postPromotionAnalysisRunStatus", "name");
        return runs.stream()
                .filter(run -> run.getMetadata().getName().equals(after)
                        && run.getMetadata().getNamespace().equals(rollout.getMetadata().getNamespace()))
                .findFirst().map(run -> Instant.parse(run.getMetadata().getCreationTimestamp()));
    }
}
