package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every change of the directory is in its trail, soon and once, whoever was away meanwhile; what is forged there is found. */
@Tag("audit")
@Tag("long")
@Tag("platform")
@Order(41)
@Needs("audit")
@ExtendWith(Results.class)
class AuditIT {

    private static final String SERVICE = "audit";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final int CHANGES = 100;
    private static final int AT_ONCE = 20_000;
    private static final int WHOLE = 0;
    private static final int TAMPERED = 3;
    /** As whoever is above the database's own guards can do it. */
    private static final String UNGUARDED = "SET session_replication_role = replica; ";

    private final Cluster east = Lab.running().cluster("east");
    private final Database database = Database.of("east", SERVICE);
    private final Trail trail = new Trail(east, SERVICE);

    @ParameterizedTest
    @CsvSource({"api, audit", "staging, audit-staging"})
    void aChangeIsInTheTrailOfItsEnvironment(String host, String namespace, Results results) throws Exception {
        var own = new Trail(east, namespace);
        var email = UUID.randomUUID() + "@example.org";
        var made = Api.of(host).post("/api/v1/users", "{\"email\": \"" + email + "\"}");
        assertEquals(201, made.statusCode(), made.body());
        var question = "user=" + id(made.headers().firstValue("Location").orElseThrow());
        results.seconds(namespace + "_seen_seconds",
                () -> Waiting.until("in the trail", PATIENCE, () -> !own.search(question).isEmpty()));
        var event = own.search(question).get(0);
        assertEquals("user.created", event.get("type").asText());
        assertEquals(email, Trail.email(event));
        assertEquals("service-account-accounts-batch", event.get("actor").asText());
        assertEquals(made.headers().firstValue("traceparent").orElseThrow().split("-")[1], event.get("traceId").asText());
    }

    @Test
    void changesOneByOneAreThereAfterAMoment(Results results) throws Exception {
        var begun = Instant.now();
        var writes = new Writes(Api.of("api"), Duration.ofMillis(100));
        try (writes) {
            Waiting.until("written", PATIENCE, () -> writes.count() >= CHANGES);
        }
        Waiting.until("in the trail", PATIENCE, () -> missing(begun, writes.acknowledged()).isEmpty());
        var delays = trail.addedSince(begun).stream().filter(event -> writes.acknowledged().contains(Trail.email(event)))
                .map(event -> Trail.delay(event).toMillis()).sorted().toList();
        results.add("delay_median_ms", delays.get(delays.size() / 2));
        results.add("delay_most_ms", delays.get(delays.size() - 1));
        results.add("changes", delays.size());
    }

    /** Half of them add users whom the others delete, before anybody sees them. */
    @Test
    void manyChangesAtOnceAreCaughtUpWith(Results results) throws Exception {
        long before = trail.length();
        Database.of("east").sql("INSERT INTO users (email) SELECT 'e2e-' || n || '@at-once.example.org' FROM generate_series(1, "
                + AT_ONCE / 2 + ") n; DELETE FROM users WHERE email LIKE 'e2e-%@at-once.example.org'");
        Waiting.until("in the trail", PATIENCE, () -> trail.length() >= before + AT_ONCE);
        results.add("events_per_second", Double.parseDouble(database.sql("SELECT count(*) / extract(epoch FROM max(recorded_at)"
                + " - min(recorded_at)) FROM audit_event WHERE seq > " + before + " AND seq <= " + (before + AT_ONCE))));
        results.add("events", AT_ONCE);
    }

    @Test
    void nothingIsLostWhileAuditIsAway(Results results) throws Exception {
        under("audit_away", results, () -> {
            try (var away = new NoPods(east, SERVICE).withoutAny(SERVICE)) {
                Thread.sleep(AWAY.toMillis());
            }
        });
    }

    /** The one of its own cluster: the other's serves on. */
    @Test
    void nothingIsLostWhileAccountsIsAway(Results results) throws Exception {
        under("accounts_away", results, () -> {
            try (var away = new NoPods(east, "accounts").withoutAny("accounts")) {
                Thread.sleep(AWAY.toMillis());
            }
        });
        Waiting.until("well", PATIENCE, () -> Applications.isWell("accounts-production-east"));
    }

    /** While one comes and the other goes, both take the same events. */
    @Test
    void twoThatTakeTheSameEventsLeaveNoneTwice(Results results) throws Exception {
        under("restart", results, () -> {
            var deployment = east.client().apps().deployments().inNamespace(SERVICE).withName(SERVICE);
            deployment.rolling().restart();
            Thread.sleep(SETTLED.toMillis());
            Waiting.until("restarted", PATIENCE, () -> deployment.require().getStatus().getUpdatedReplicas() == 1
                    && deployment.require().getStatus().getReplicas() == 1
                    && deployment.require().getStatus().getReadyReplicas() == 1);
            results.add("restart_repeated", trail.metric("audit_events_repeated_total"));
        });
    }

    private interface Fault {

        void happens() throws Exception;
    }

    private void under(String name, Results results, Fault fault) throws Exception {
        var begun = Instant.now();
        var writes = new Writes(Api.of("api"));
        try (writes) {
            Thread.sleep(SETTLED.toMillis());
            fault.happens();
            int before = writes.count();
            Waiting.until("written again", PATIENCE, () -> writes.count() > before + 10);
        }
        var written = writes.acknowledged();
        results.seconds(name + "_caught_up_seconds",
                () -> Waiting.until("in the trail", PATIENCE, () -> missing(begun, written).isEmpty()));
        var found = trail.addedSince(begun).stream().map(event -> event.get("sourceId").asLong()).toList();
        assertEquals(new HashSet<>(found).size(), found.size(), "some are there twice");
        results.add(name + "_changes", written.size());
        results.add(name + "_lost", 0);
        Waiting.until("well", PATIENCE, () -> Applications.isWell("audit-production-east"));
    }

    /** All of them while audit is away. */
    private Set<String> missing(Instant begun, Set<String> written) throws InterruptedException {
        var missing = new HashSet<>(written);
        try {
            trail.addedSince(begun).stream().map(Trail::email).forEach(missing::remove);
        } catch (IOException away) {
            return missing;
        }
        return missing;
    }

    @Test
    void aRowThatWasChangedIsFound(Results results) throws Exception {
        long row = scratch();
        var actor = database.sql("SELECT actor FROM audit_event WHERE seq = " + row);
        try {
            database.sql(UNGUARDED + "UPDATE audit_event SET actor = 'nobody' WHERE seq = " + row);
            assertFound("row " + row + " was changed");
        } finally {
            database.sql(UNGUARDED + "UPDATE audit_event SET actor = '" + actor + "' WHERE seq = " + row);
        }
        var verified = results.seconds("verify_seconds", this::verify);
        assertEquals(WHOLE, verified.status(), verified.output());
        results.add("verified_rows", trail.length());
    }

    @Test
    void aRowThatIsGoneIsFound() throws Exception {
        long row = scratch();
        try {
            database.sql(UNGUARDED + "CREATE TABLE e2e_kept AS SELECT * FROM audit_event WHERE seq = " + row
                    + "; DELETE FROM audit_event WHERE seq = " + row);
            assertFound("row " + row + " is missing");
        } finally {
            database.sql(UNGUARDED + "INSERT INTO audit_event SELECT * FROM e2e_kept; DROP TABLE e2e_kept");
        }
        var verified = verify();
        assertEquals(WHOLE, verified.status(), verified.output());
    }

    @ParameterizedTest
    @CsvSource({"audit_app, permission denied", "audit_owner, is refused"})
    void noRoleOfTheServiceChangesARow(String role, String says) throws Exception {
        long row = scratch();
        for (var statement : List.of("UPDATE audit_event SET actor = 'nobody'", "DELETE FROM audit_event")) {
            var said = database.sql("SET ROLE " + role + "; " + statement + " WHERE seq = " + row);
            assertTrue(said.contains(says) || said.contains("not covered by a checkpoint"), said);
        }
    }

    /** A row of nobody's, with one after it: the end of a chain can be cut off unseen, unless its head was noted elsewhere. */
    private long scratch() throws Exception {
        var api = Api.of("api");
        var made = api.post("/api/v1/users", "{\"email\": \"" + UUID.randomUUID() + "@example.org\"}");
        assertEquals(201, made.statusCode(), made.body());
        var question = "user=" + id(made.headers().firstValue("Location").orElseThrow());
        Waiting.until("in the trail", PATIENCE, () -> !trail.search(question).isEmpty());
        long row = trail.search(question).stream().map(event -> event.get("seq")).mapToLong(JsonNode::asLong).min().orElseThrow();
        assertEquals(201, api.post("/api/v1/users", "{\"email\": \"" + UUID.randomUUID() + "@example.org\"}").statusCode());
        Waiting.until("in the trail", PATIENCE, () -> trail.length() > row);
        return row;
    }

    private void assertFound(String finding) throws Exception {
        var verified = verify();
        assertEquals(TAMPERED, verified.status(), verified.output());
        assertTrue(verified.output().contains(finding), verified.output());
        assertTrue(verified.output().contains("broken in"), verified.output());
    }

    /** What the nightly job's program says of the chain, and with which status it ends. */
    private Cluster.Outcome verify() {
        var nightly = east.client().batch().v1().cronjobs().inNamespace(SERVICE).withName("audit-chain").require().getSpec()
                .getJobTemplate().getSpec().getTemplate();
        var pods = east.client().pods().inNamespace(SERVICE).withName("e2e-verify");
        pods.withGracePeriod(0).delete();
        pods.waitUntilCondition(gone -> gone == null, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var password = new EnvVarBuilder().withName("DB_READER_PASSWORD").withNewValueFrom()
                .withNewSecretKeyRef("password", "audit-reader", false).endValueFrom().build();
        east.client().resource(new PodBuilder()
                .withMetadata(new ObjectMetaBuilder(nightly.getMetadata()).withName("e2e-verify").withNamespace(SERVICE).build())
                .withNewSpecLike(nightly.getSpec()).withInitContainers(List.of())
                .editFirstContainer().withCommand("audit-chain", "verify").withEnv(password).endContainer()
                .endSpec().build()).create();
        var ended = pods.waitUntilCondition(pod -> pod != null && List.of("Succeeded", "Failed").contains(pod.getStatus()
                .getPhase()), PATIENCE.toSeconds(), TimeUnit.SECONDS).getStatus().getContainerStatuses().get(0).getState();
        var outcome = new Cluster.Outcome(ended.getTerminated().getExitCode(), pods.getLog());
        pods.delete();
        return outcome;
    }

    private static String id(String location) {
        var path = URI.create(location).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
