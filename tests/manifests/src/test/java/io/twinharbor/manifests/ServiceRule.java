package io.twinharbor.manifests;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What every environment of a service has to keep; each has an example in {@code bad/} that breaks it and nothing else. */
enum ServiceRule {

    IMAGES_ARE_BY_DIGEST("has an image without a digest", objects -> workloads(objects).flatMap(Workload::allContainers)
            .allMatch(container -> container.path("image").asString("").contains("@sha256:"))),

    SURVIVES_A_DRAIN("has pods that no PodDisruptionBudget keeps", objects -> running(objects).allMatch(workload ->
            Manifest.ofKind(objects, "PodDisruptionBudget")
                    .anyMatch(budget -> selects(budget.object().at("/spec/selector/matchLabels"), workload)))),

    DENIES_WHAT_IT_DOES_NOT_NAME("has no NetworkPolicy that denies whatever no other allows",
            NetworkPolicies::denyWhatTheyDoNotName),

    EACH_PROBE_HAS_ITS_PURPOSE("does not say when it has started, when it is ready and when it lives", objects ->
            running(objects).flatMap(Workload::containers).allMatch(container -> Stream.of("startupProbe", "readinessProbe",
                    "livenessProbe").map(container::path).filter(probe -> !probe.isMissingNode())
                    .map(probe -> probe.at("/httpGet/path")).distinct().count() == 3)),

    SPREADS_OVER_NODES("may have all its pods on one node", objects -> running(objects)
            .allMatch(workload -> !workload.pod().path("topologySpreadConstraints").isEmpty())),

    LIMITS_ITS_CLIENTS("has a route by which a client may ask as often as it likes", objects ->
            Manifest.ofKind(objects, "IngressRoute").flatMap(RouteRule::of).filter(RouteRule::leadsToPods).allMatch(route ->
                    Manifest.ofKind(objects, "Middleware")
                            .filter(middleware -> middleware.object().at("/spec/rateLimit").isObject())
                            .anyMatch(limit -> RouteRule.names(route, limit.name()))));

    private final String fault;
    private final Predicate<List<Manifest>> kept;

    ServiceRule(String fault, Predicate<List<Manifest>> kept) {
        this.fault = fault;
        this.kept = kept;
    }

    boolean isKept(List<Manifest> objects) {
        return kept.test(objects);
    }

    String fault() {
        return fault;
    }

    /** The file with the example. */
    String example() {
        return "service-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
    }

    private static Stream<Workload> workloads(List<Manifest> objects) {
        return objects.stream().flatMap(object -> Workload.of(object).stream());
    }

    private static Stream<Workload> running(List<Manifest> objects) {
        return workloads(objects).filter(Workload::runsOn);
    }

    private static boolean selects(JsonNode wanted, Workload workload) {
        var labels = workload.manifest().object().at("/spec/template/metadata/labels");
        return !wanted.isEmpty() && wanted.properties().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }
}
