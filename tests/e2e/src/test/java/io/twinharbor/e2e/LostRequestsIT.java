package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Twenty switches from one version to the other under load, ten in each cluster: nobody notices, and no write is lost. */
@Tag("lost-requests")
@Tag("long")
@Tag("platform")
@Order(36)
@ExtendWith(Results.class)
class LostRequestsIT {

    private static final String OVERLAY = "kustomize/services/accounts/overlays/production/%s/kustomization.yaml";
    private static final String BEFORE = "      - DB_SERVERS=";
    private static final String SETTING = "      - E2E_VERSION=";
    private static final int CREATED = 201;
    private static final int SWITCHES = 20;
    private static final int REQUESTS = 50_000;
    private static final Duration READS = Duration.ofMillis(15);
    private static final Duration WRITES = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String USERS = "/api/v1/users";

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final String run = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    @Test
    void noRequestIsLost(Results results) throws Exception {
        var api = Api.of("api");
        var change = new Change(folder);
        int switched = 0;
        var reading = Load.of(READS, () -> api.get(USERS + "?limit=1").statusCode());
        var writing = Load.of(WRITES, () -> write(api));
        try (reading; writing) {
            while (switched < SWITCHES) {
                switchTo(change, switched % 2 == 0 ? "green" : "blue");
                switched += Lab.running().clusters().size();
            }
            Waiting.until("enough requests", PATIENCE, () -> reading.sent() + writing.sent() >= REQUESTS);
        }
        switchBack(change);
        var missing = new HashSet<>(acknowledged);
        missing.removeAll(written());
        results.add("switches", switched);
        results.add("requests", reading.sent() + writing.sent());
        results.add("writes", writing.sent());
        results.add("requests_failed", reading.failed() + writing.failed());
        results.add("writes_lost", missing.size());
        assertEquals(Set.of(), Set.copyOf(reading.failures()));
        assertEquals(Set.of(), Set.copyOf(writing.failures()));
        assertEquals(Set.of(), missing);
        assertTrue(reading.sent() + writing.sent() >= REQUESTS);
    }

    /** Once in each cluster, at the same time: a setting that means nothing makes another version. */
    private static void switchTo(Change change, String version) throws Exception {
        var before = Lab.running().clusters().stream().collect(Collectors.toMap(Cluster::name, LostRequestsIT::serving));
        for (Cluster cluster : Lab.running().clusters()) {
            change.commit(OVERLAY.formatted(cluster.name()),
                    text -> unset(text).replaceFirst("\n" + BEFORE, "\n" + SETTING + version + "\n" + BEFORE),
                    "E2E: " + version + " in " + cluster.name());
        }
        change.pushToMain();
        for (Cluster cluster : Lab.running().clusters()) {
            Waiting.until("switched in " + cluster.name(), PATIENCE, () -> !serving(cluster).equals(before.get(cluster.name()))
                    && rollout(cluster).get("status", "phase").equals("Healthy"));
        }
    }

    private static void switchBack(Change change) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            change.commit(OVERLAY.formatted(cluster.name()), LostRequestsIT::unset, "E2E: as it was in " + cluster.name());
        }
        change.pushToMain();
        Waiting.until("well", PATIENCE, () -> Applications.unwell().isEmpty());
    }

    private static String unset(String text) {
        return text.replaceFirst("\n" + SETTING + "\\S+", "");
    }

    /** The version that users have. */
    private static String serving(Cluster cluster) {
        return rollout(cluster).get("status", "blueGreen", "activeSelector");
    }

    private static GenericKubernetesResource rollout(Cluster cluster) {
        return cluster.client().genericKubernetesResources("argoproj.io/v1alpha1", "Rollout").inNamespace("accounts")
                .withName("accounts").require();
    }

    /** One that fails on its way counts as failed, and is sent again, as its key allows: it may have been done. */
    private int write(Api api) throws IOException, InterruptedException {
        var email = UUID.randomUUID() + "@" + run + ".example.org";
        var key = UUID.randomUUID().toString();
        int status = 0;
        try {
            status = api.create(email, key);
        } finally {
            if (status == CREATED || status == 0 && api.create(email, key) == CREATED) {
                acknowledged.add(email);
            }
        }
        return status;
    }

    private Set<String> written() throws Exception {
        var east = Lab.running().cluster("east");
        var primary = east.client().pods().inNamespace("accounts").withLabel("cnpg.io/instanceRole", "primary").list().getItems()
                .get(0).getMetadata().getName();
        var rows = "psql -U postgres -tA accounts -c \"SELECT email FROM users WHERE email LIKE '%@" + run + ".example.org'\"";
        return Set.of(east.exec("accounts", primary, rows).output().split("\n"));
    }
}
