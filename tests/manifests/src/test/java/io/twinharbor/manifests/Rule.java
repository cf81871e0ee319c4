package io.twinharbor.manifests;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What every workload has to keep; each has an example in {@code bad/} that breaks it and nothing else. */
enum Rule {

    IMAGES_ARE_PINNED("has an image without a version, or with one that moves", workload -> workload.allContainers()
            .map(container -> container.path("image").asString(""))
            .allMatch(image -> image.contains("@sha256:") || image.matches(".*[^/]:(?!latest$)[^/:]+"))),

    RUNS_AS_NOBODY_IN_PARTICULAR("may run as root", workload -> workload.allContainers()
            .allMatch(container -> either(workload, container, "runAsNonRoot").asBoolean(false))),

    GAINS_NO_PRIVILEGES("may gain privileges", workload -> workload.allContainers()
            .allMatch(container -> !container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))),

    HAS_NO_CAPABILITIES("keeps capabilities", workload -> workload.allContainers()
            .allMatch(container -> container.at("/securityContext/capabilities/drop").toString().contains("\"ALL\""))),

    WRITES_ON_VOLUMES_ALONE("may write on its root", workload -> workload.allContainers()
            .allMatch(container -> container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false))),

    IS_FILTERED("may make any system call", workload -> workload.allContainers()
            .allMatch(container -> either(workload, container, "seccompProfile").path("type").asString("")
                    .equals("RuntimeDefault"))),

    SAYS_WHAT_IT_NEEDS("does not say how much processor and memory it needs, and the most memory it may take",
            workload -> workload.containers().allMatch(container -> List.of("/resources/requests/cpu",
                    "/resources/requests/memory", "/resources/limits/memory").stream()
                    .noneMatch(field -> container.at(field).isMissingNode()))),

    SAYS_WHEN_IT_IS_READY("has no readiness probe", workload -> !workload.runsOn() || workload.containers()
            .allMatch(container -> container.has("readinessProbe"))),

    IS_NAMED("has no label app.kubernetes.io/name", workload -> workload.manifest().object()
            .at("/metadata/labels").has("app.kubernetes.io/name"));

    private final String fault;
    private final Predicate<Workload> kept;

    Rule(String fault, Predicate<Workload> kept) {
        this.fault = fault;
        this.kept = kept;
    }

    boolean isKept(Workload workload) {
        return kept.test(workload);
    }

    String fault() {
        return fault;
    }

    /** The file with the example. */
    String example() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
    }

    /** A container's own word wins over the pod's. */
    private static JsonNode either(Workload workload, JsonNode container, String field) {
        JsonNode own = container.at("/securityContext/" + field);
        return own.isMissingNode() ? workload.pod().at("/securityContext/" + field) : own;
    }
}
