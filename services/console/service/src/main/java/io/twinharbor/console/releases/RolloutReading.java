package io.twinharbor.console.releases;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads how a release stands from a Rollout, its ReplicaSets and its AnalysisRuns. */
final class RolloutReading {

    private static final String HASH = "rollouts-pod-template-hash";

    private final String cluster;
    private final GenericKubernetesResource rollout;
    private final List<ReplicaSet> sets;
    private final List<GenericKubernetesResource> runs;

    RolloutReading(String cluster, GenericKubernetesResource rollout, List<ReplicaSet> sets,
            List<GenericKubernetesResource> runs) {
        this.cluster = cluster;
        this.rollout = rollout;
        this.sets = sets;
        this.runs = runs;
    }

    Release release() {
        String namespace = rollout.getMetadata().getNamespace();
        String service = rollout.getMetadata().getName();
        String live = text("status", "blueGreen", "activeSelector");
        String newest = text("status", "currentPodHash");
        boolean aborted = Boolean.TRUE.equals(Rollouts.at(rollout, "status", "abort"));
        Version preview = Objects.equals(live, newest) ? null : version(newest);
        return new Release(cluster, namespace.endsWith("-staging") ? "staging" : "production", service, text("status", "phase"),
                text("status", "message"), version(live), preview,
                Boolean.TRUE.equals(Rollouts.at(rollout, "spec", "paused")), aborted, analyses(newest));
    }

    private Version version(String hash) {
        return sets.stream().filter(set -> hash.equals(set.getMetadata().getLabels().get(HASH)))
                .filter(set -> set.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(rollout.getMetadata().getUid())))
                .findFirst().map(set -> new Version(hash,
                        set.getSpec().getTemplate().getSpec().getContainers().get(0).getImage(),
                        moment(set.getMetadata().getCreationTimestamp()),
                        or0(set.getStatus() == null ? null : set.getStatus().getReadyReplicas()),
                                or0(set.getSpec().getReplicas())))
                .orElse(null);
    }

    /** Of the newest version, the newest first. */
    private List<Analysis> analyses(String hash) {
        return runs.stream().filter(run -> hash.equals(run.getMetadata().getLabels().get(HASH)))
                .filter(run -> run.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(rollout.getMetadata().getUid())))
                .sorted(Comparator.comparing((GenericKubernetesResource run) -> run.getMetadata().getCreationTimestamp())
                        .reversed())
                .map(RolloutReading::analysis).toList();
    }

    private static Analysis analysis(GenericKubernetesResource run) {
        Object results = Rollouts.at(run, "status", "metricResults");
        List<Analysis.Metric> metrics = results instanceof List<?> list
                ? list.stream().map(one -> metric((Map<?, ?>) one)).toList() : List.of();
        return new Analysis(run.getMetadata().getName(), run.getMetadata().getLabels().getOrDefault("rollout-type", ""),
                or(Rollouts.at(run, "status", "phase"), "Pending"), or(Rollouts.at(run, "status", "message"), ""),
                moment(run.getMetadata().getCreationTimestamp()), metrics);
    }

    private static Analysis.Metric metric(Map<?, ?> one) {
        Object measured = one.get("measurements");
        String value = measured instanceof List<?> list && !list.isEmpty()
                ? or(((Map<?, ?>) list.get(list.size() - 1)).get("value"), "") : "";
        return new Analysis.Metric(or(one.get("name"), ""), or(one.get("phase"), "Pending"), count(one.get("successful")),
                count(one.get("failed")) + count(one.get("error")), count(one.get("inconclusive")), shorter(value));
    }

    /** Prometheus answers {@code [0.0123456789]}. */
    private static String shorter(String value) {
        String bare = value.replaceAll("^\\[|]$", "");
        try {
            return bare.isEmpty() ? "" : new java.math.BigDecimal(bare)
                    .round(new java.math.MathContext(3, java.math.RoundingMode.HALF_UP)).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return bare;
        }
    }

    private String text(String... names) {
        return or(Rollouts.at(rollout, names), "");
    }

    private static String or(Object found, String otherwise) {
        return found == null ? otherwise : found.toString();
    }

    private static int count(Object found) {
        return found instanceof Number number ? number.intValue() : 0;
    }

    private static int or0(Integer found) {
        return found == null ? 0 : found;
    }

    private static Instant moment(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
