package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More work brings more pods: staging has one at rest, and a target that the load of one machine reaches. */
@Tag("autoscaling")
@Tag("long")
@Tag("platform")
@Order(48)
@ExtendWith(Results.class)
class AutoscalingIT {

    private static final String NAMESPACE = "accounts-staging";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int USERS = 50_000;
    private static final int CLIENTS = 2;

    @Test
    void aBusyServiceGetsOneMorePod(Results results) throws Exception {
        var api = Api.of("staging");
        var users = IntStream.range(0, USERS).mapToObj(user -> "busy" + user + "@example.org")
                .collect(Collectors.joining("\n", "email\n", "\n"));
        var imported = api.postCsv("/api/v1/users/imports?mode=skip-invalid", users);
        assertEquals(201, imported.statusCode(), imported.body());
        try (var exports = Load.inTurn(CLIENTS, () -> api.get("/api/v1/users/export").statusCode())) {
            results.seconds("asked_for_seconds", () -> Waiting.until("asked for", PATIENCE,
                    () -> replicas("autoscaling/v2", "HorizontalPodAutoscaler", "desiredReplicas") > 1));
            results.seconds("ready_after_seconds", () -> Waiting.until("ready", PATIENCE,
                    () -> replicas("argoproj.io/v1alpha1", "Rollout", "readyReplicas") > 1));
            results.add("exports", exports.sent());
            results.add("exports_failed", exports.failed());
            assertEquals(List.of(), exports.failures());
        }
    }

    private static int replicas(String version, String kind, String field) {
        Integer replicas = Lab.running().home().client().genericKubernetesResources(version, kind).inNamespace(NAMESPACE)
                .withName("accounts").get().get("status", field);
        return replicas == null ? 0 : replicas;
    }
}
