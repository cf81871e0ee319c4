package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One thing fails under load: how many requests fail and for how long, and that no write that was acknowledged is lost. */
@Tag("faults")
@Tag("long")
@Tag("platform")
@Order(59)
@ExtendWith(Results.class)
class FaultsIT {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration WITHOUT_OBJECTS = Duration.ofMinutes(Long.getLong("e2e.without-objects.minutes", 10));
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String NAMESPACE = Database.NAMESPACE;
    private static final String SERVICE = "accounts";

    private final Cluster east = Lab.running().cluster("east");
    private final Cluster west = Lab.running().cluster("west");

    @Test
    void aPodIsKilled(Results results) throws Exception {
        under("pod_killed", results, () -> kill(east, pod(east, NAMESPACE, SERVICE)));
    }

    @Test
    void thePrimaryOfTheDatabaseIsKilled(Results results) throws Exception {
        under("database_killed", results, () -> kill(east, Database.of("east").leading().orElseThrow()));
    }

    @Test
    void theClusterWithoutThePrimaryIsCutOff(Results results) throws Exception {
        under("west_cut_off", results, () -> cutOff(west));
    }

    @Test
    void theClusterWithThePrimaryIsCutOff(Results results) throws Exception {
        under("east_cut_off", results, () -> cutOff(east));
    }

    @Test
    void theObjectStoreIsAway(Results results) throws Exception {
        under("objects_away", results, () -> {
            try (var objects = new Stopped("seaweedfs")) {
                Thread.sleep(WITHOUT_OBJECTS.toMillis());
            }
        });
        results.seconds("objects_away_archived_seconds", () -> Database.of("east").awaitArchived(PATIENCE));
    }

    /** And a pod is killed, which comes back although nobody can be asked who signed its image. */
    @Test
    void theRegistryIsAway(Results results) throws Exception {
        under("registry_away", results, () -> {
            try (var registry = new Stopped("docker-registry")) {
                kill(east, pod(east, NAMESPACE, SERVICE));
                Thread.sleep(AWAY.toMillis());
            }
        });
    }

    @Test
    void tokensGoOnWhileKeycloakIsAway(Results results) throws Exception {
        under("keycloak_away", results, () -> withoutKeycloak(() -> Thread.sleep(AWAY.toMillis())));
    }

    @Test
    void theCertificateOfAClusterIsExpired(Results results, @TempDir Path folder) throws Exception {
        var secrets = west.client().secrets().inNamespace("traefik");
        var expired = Certificates.expired(folder);
        under("certificate_expired", results, () -> {
            secrets.withName("default-certificate").edit(secret -> secret.edit().addToData(expired).build());
            results.seconds("certificate_renewed_seconds", () -> Waiting.until("renewed", PATIENCE, () -> !secrets
                    .withName("default-certificate").require().getData().get(Certificates.CERTIFICATE)
                    .equals(expired.get(Certificates.CERTIFICATE))));
        });
    }

    private interface Happening {

        void happens() throws Exception;
    }

    private void under(String name, Results results, Happening fault) throws Exception {
        var api = Api.of("api");
        var reads = Load.of(BETWEEN, () -> api.get("/api/v1/users?limit=1").statusCode());
        var writes = new Writes(api);
        try (reads; writes) {
            Thread.sleep(SETTLED.toMillis());
            assertEquals(0, reads.failed() + writes.load().failed(), () -> reads.failures() + " " + writes.load().failures());
            fault.happens();
            int before = writes.count();
            Waiting.until("written again", PATIENCE, () -> writes.count() > before + 50);
        }
        var missing = writes.missingIn(Database.of("east"));
        reads.report(results, name + "_reads");
        writes.load().report(results, name + "_writes");
        results.add(name + "_writes_lost", missing.size());
        System.out.println(name + ": " + reads.failures() + " " + writes.load().failures());
        assertEquals(Set.of(), missing);
        Waiting.until("well", PATIENCE, () -> Applications.unwell().isEmpty() && Database.of("east").isHealthy()
                && Database.of("west").isHealthy());
    }

    private static void cutOff(Cluster cluster) {
        Lab.command(AWAY.plusSeconds(30), "cut", cluster.name(), "--seconds", Long.toString(AWAY.toSeconds()));
    }

    private void withoutKeycloak(Happening meanwhile) throws Exception {
        try (var inEast = new NoPods(east, "keycloak").withoutAny("keycloak");
                var inWest = new NoPods(west, "keycloak").withoutAny("keycloak")) {
            meanwhile.happens();
        }
    }

    private static Pod pod(Cluster cluster, String namespace, String component) {
        return cluster.client().pods().inNamespace(namespace).withLabel(Cluster.NAME, component).list().getItems().stream()
                .filter(Readiness::isPodReady).findFirst().orElseThrow();
    }

    private static void kill(Cluster cluster, Pod pod) {
        cluster.client().resource(pod).withGracePeriod(0).delete();
    }
}
