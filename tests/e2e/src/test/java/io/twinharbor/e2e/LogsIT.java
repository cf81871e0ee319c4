package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods, machines and the API say is found in a cluster's store, by nobody who has no password, and outlasts its absence. */
@Tag("logs")
@Tag("long")
@Tag("platform")
@Order(47)
@ExtendWith(Results.class)
class LogsIT {

    private static final String NAMESPACE = "e2e-logs";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration AWAY = Duration.ofMinutes(Long.getLong("e2e.logs-away.minutes", 2));
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration CAUGHT_UP = Duration.ofMinutes(15);

    @ParameterizedTest
    @ValueSource(strings = {"east", "west"})
    void whatAPodSaysIsFound(String cluster) throws Exception {
        var word = word();
        var said = Lab.running().cluster(cluster);
        said.freshNamespace(NAMESPACE);
        said.start(NAMESPACE, "speaker", List.of("sh", "-c", "echo '{\"message\":\"" + word + "\",\"answer\":42}'; sleep 600"),
                pod -> pod);
        var found = Logs.of(cluster).await("answer:=42 " + word, PATIENCE).get(0);
        assertEquals("speaker", found.path("kubernetes.pod_name").asText());
        said.removeNamespace(NAMESPACE);
    }

    @ParameterizedTest
    @CsvSource({"hub, east", "east, east", "west, west"})
    void whatAMachineSaysIsFound(String machine, String cluster, Results results) throws Exception {
        var word = word();
        say(machine, word);
        results.seconds(machine + "_journal_seconds",
                () -> Logs.of(cluster).await("_HOSTNAME:=" + machine + " " + word, PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"east", "west"})
    void whoDidWhatIsFoundAndNothingThatIsSecret(String name, Results results) throws Exception {
        var cluster = Lab.running().cluster(name);
        var logs = Logs.of(name);
        cluster.freshNamespace(NAMESPACE);
        cluster.client().resource(new SecretBuilder().withNewMetadata().withName("hidden").withNamespace(NAMESPACE).endMetadata()
                .withStringData(Map.of("password", word())).build()).create();
        cluster.client().resource(new ConfigMapBuilder().withNewMetadata().withName("plain").withNamespace(NAMESPACE)
                .endMetadata().build()).create();
        results.seconds(name + "_audit_seconds", () -> logs.await(created("configmaps", "plain"), PATIENCE));
        var found = logs.find(created("secrets", "hidden")).get(0);
        assertEquals("Metadata", found.path("level").asText());
        assertEquals("kubernetes-admin", found.path("user.username").asText());
        assertEquals("201", found.path("responseStatus.code").asText());
        assertTrue(found.path("_msg").asText().startsWith("/api/v1/namespaces/" + NAMESPACE), found::toString);
        found.fieldNames().forEachRemaining(field -> assertFalse(field.startsWith("requestObject"), found::toString));
        cluster.removeNamespace(NAMESPACE);
    }

    /** All of it, of every kind: what a pod and machines say, and who did what. */
    @Test
    void whatIsSaidWhileTheStoreIsAwayComesLater(Results results) throws Exception {
        var cluster = Lab.running().cluster("east");
        var before = word();
        var meanwhile = word();
        int times = (int) AWAY.dividedBy(BETWEEN);
        cluster.freshNamespace(NAMESPACE);
        say("hub", before);
        try (var away = new NoPods(cluster, "monitoring").without("victoria-logs-0")) {
            cluster.start(NAMESPACE, "speaker", List.of("sh", "-c", "answer=0; while [ $answer -lt " + times
                    + " ]; do answer=$((answer+1)); echo '{\"message\":\"" + meanwhile + "\",\"answer\":'$answer'}'; sleep "
                    + BETWEEN.toSeconds() + "; done; sleep 86400"), pod -> pod);
            for (int time = 0; time < times; time++) {
                long next = System.nanoTime() + BETWEEN.toNanos();
                say("hub", meanwhile + " " + time);
                say("east", meanwhile + " " + time);
                cluster.client().resource(new ConfigMapBuilder().withNewMetadata().withName(meanwhile + "-" + time)
                        .withNamespace(NAMESPACE).endMetadata().build()).create();
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        }
        results.add("away_minutes", AWAY.toMinutes());
        results.add("said", 4 * times);
        assertEverythingComes(meanwhile, times, results);
        Logs.of("east").await("_HOSTNAME:=hub " + before, PATIENCE);
        cluster.removeNamespace(NAMESPACE);
    }

    /** Each once at least, of each kind: who may not know whether something was taken says it again. */
    private static void assertEverythingComes(String word, int times, Results results) throws Exception {
        var logs = Logs.of("east");
        var lately = AWAY.plus(CAUGHT_UP.multipliedBy(2));
        var found = new TreeMap<String, Integer>();
        try {
            results.seconds("caught_up_seconds", () -> Waiting.until("caught up", CAUGHT_UP, () -> {
                found.put("pod", logs.count("answer", "kubernetes.pod_name:=speaker " + word, lately));
                for (var machine : List.of("hub", "east")) {
                    found.put(machine, logs.count("_msg", "_HOSTNAME:=" + machine + " _msg:~\"^" + word + " [0-9]+$\"", lately));
                }
                found.put("audit", logs.count("objectRef.name", "verb:=create objectRef.resource:=configmaps"
                        + " objectRef.namespace:=" + NAMESPACE + " objectRef.name:" + word, lately));
                return found.values().stream().allMatch(number -> number == times);
            }));
        } finally {
            found.forEach((kind, number) -> results.add(kind + "_lost", times - number));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"east", "west"})
    void whoIsNoMachineLeavesNothing(String cluster) {
        var entrance = Entrance.of(Lab.running().cluster(cluster));
        assertThrows(IOException.class, () -> entrance.get("journals." + Lab.running().host(cluster), "/insert/journald/upload"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"east", "west"})
    void whoHasAPasswordMayAskAndNotWrite(String cluster) throws Exception {
        var entrance = Entrance.of(Lab.running().cluster(cluster));
        assertTrue(entrance.get(Lab.running().host("logs-" + cluster), "/insert/journald/upload", "Authorization: "
                + Lab.basic("operations", Lab.running().secret("monitoring.operations.password"))).startsWith("404"));
        assertTrue(entrance.get(Lab.running().host("logs-" + cluster), "/select/logsql/query?query=error").startsWith("401"));
    }

    private static String created(String resource, String name) {
        return "verb:=create objectRef.namespace:=" + NAMESPACE + " objectRef.resource:=" + resource + " objectRef.name:=" + name
                + " stage:=ResponseComplete";
    }

    private static void say(String machine, String word) {
        Lab.command(Duration.ofMinutes(1), "shell", machine, "logger", word);
    }

    /** That nobody has said before. */
    private static String word() {
        return "e2e" + UUID.randomUUID().toString().replace("-", "");
    }
}
