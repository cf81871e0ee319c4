package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything is measured in both clusters, and alerts of it come from each. */
@Tag("supervision")
@Tag("platform")
@Order(45)
@ExtendWith(Results.class)
class SupervisionIT {

    private static final Set<String> BOTH = Set.of("east", "west");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Thanos thanos = new Thanos();

    @ParameterizedTest
    @ValueSource(strings = {"accounts/accounts", "accounts/accounts-db", "argo-rollouts-metrics", "edge", "etcd", "git-server",
        "keycloak/keycloak", "keycloak/keycloak-db", "kube-controller-manager", "kube-scheduler", "kubelet", "kubernetes",
        "log-agent/log-agent", "monitoring/alertmanager",
        "monitoring/cert-manager", "monitoring/cloudnative-pg", "monitoring/coredns", "monitoring/kube-state-metrics",
        "monitoring/prometheus", "monitoring/prometheus-operator", "monitoring/sealed-secrets", "monitoring/thanos",
        "monitoring/thanos-ruler", "monitoring/traefik", "monitoring/victoria-logs", "node", "node-exporter/node-exporter",
        "cosign-system/policy-controller", "object-store", "registry", "responder/responder", "responder/responder-db",
        "velero/velero"})
    void bothClustersMeasure(String job) throws Exception {
        Lab.running().assumeThatItHas(job);
        var expression = "min by (cluster) (up{job=\"" + job + "\"})";
        Waiting.until(job + " measured", PATIENCE, () -> BOTH.equals(thanos.query(expression).stream()
                .filter(series -> Thanos.value(series) == 1).map(SupervisionIT::cluster).collect(Collectors.toSet())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit/audit", "audit/audit-db", "delivery/delivery", "delivery/delivery-db"})
    void whatIsInOneClusterIsMeasuredThere(String job) throws Exception {
        Lab.running().assumeThatItHas(job);
        Waiting.until(job + " measured", PATIENCE, () -> Set.of("east").equals(thanos.query("up{job=\"" + job + "\"} == 1")
                .stream().map(SupervisionIT::cluster).collect(Collectors.toSet())));
    }

    @Test
    void nothingThatIsLookedForIsAway(Results results) throws Exception {
        results.add("targets", thanos.query("up").size());
        Waiting.until("everything measured", PATIENCE, () -> thanos.query("up == 0").isEmpty());
    }

    @Test
    void rulesOfBothKindsAreEvaluated(Results results) throws Exception {
        var watchdogs = thanos.query("ALERTS{alertname=\"Watchdog\", alertstate=\"firing\"}");
        assertEquals(BOTH, watchdogs.stream().map(SupervisionIT::cluster).collect(Collectors.toSet()));
        assertFalse(thanos.query("cluster:is_seen").isEmpty());
        assertEquals(List.of(), thanos.query(
                "sum by (cluster, rule_group) (increase(prometheus_rule_evaluation_failures_total[10m])) > 0"));
        results.add("rules", Thanos.value(thanos.query("sum(prometheus_rule_group_rules)").get(0)));
    }

    @Test
    void nobodyIsAlertedWhileAllIsWell() throws Exception {
        var firing = thanos.query("ALERTS{alertstate=\"firing\", severity!=\"none\"}");
        assertTrue(firing.isEmpty(), firing::toString);
    }

    @Test
    void whoHasNoPasswordSeesNothing() throws Exception {
        assertEquals(401, thanos.strangersStatus());
    }

    private static String cluster(JsonNode series) {
        return series.at("/metric/cluster").asText();
    }
}
