package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the CronJob does on Sundays, now: the newest scheduled backup is restored and held against its source's record. */
@Tag("restore-drill")
@Tag("platform")
@Order(39)
@ExtendWith(Results.class)
class RestoreDrillIT {

    private static final String DRILL = "restore-drill";
    private static final String SCRATCH = "witness-restored";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(strings = {"east", "west"})
    void theNewestScheduledBackupIsProven(String name, Results results) throws Exception {
        var cluster = Lab.running().cluster(name);
        results.seconds(name + "_backed_up_seconds", () -> new Velero(cluster).backUpAsScheduled());
        var job = results.seconds(name + "_proven_seconds", () -> drill(cluster));
        assertEquals(1, job.getStatus().getSucceeded(), () -> log(cluster));
        assertNull(cluster.client().namespaces().withName(SCRATCH).get());
    }

    private static Job drill(Cluster cluster) {
        var jobs = cluster.client().batch().v1().jobs().inNamespace(Velero.NAMESPACE);
        var cron = cluster.client().batch().v1().cronjobs().inNamespace(Velero.NAMESPACE).withName(DRILL).require();
        var asked = jobs.withName("e2e-drill");
        asked.delete();
        asked.waitUntilCondition(gone -> gone == null, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        jobs.resource(new JobBuilder().withNewMetadata().withName("e2e-drill").withNamespace(Velero.NAMESPACE).endMetadata()
                .withSpec(cron.getSpec().getJobTemplate().getSpec()).build()).create();
        return asked.waitUntilCondition(found -> found != null && found.getStatus() != null
                && found.getStatus().getCompletionTime() != null || isFailed(found), PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean isFailed(Job job) {
        return job != null && job.getStatus() != null && job.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Failed") && condition.getStatus().equals("True"));
    }

    private static String log(Cluster cluster) {
        return cluster.client().batch().v1().jobs().inNamespace(Velero.NAMESPACE).withName("e2e-drill").getLog();
    }
}
