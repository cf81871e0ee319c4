package io.twinharbor.console.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.twinharbor.console.backend.Absent;
import java.io.IOException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void whatThisConsoleDoesNotShowIsNotThere() {
        assertEquals(404, Problem.of(new Absent()).status());
    }

    @Test
    void whatTheClusterRefusesIsToldAsItSays() {
        var refused = new KubernetesClientException("PATCH failed", 403, new StatusBuilder()
                .withMessage("rollouts.argoproj.io \"accounts\" is forbidden").build());
        assertEquals(new Problem(403, "rollouts.argoproj.io \"accounts\" is forbidden"), Problem.of(refused));
        assertEquals(new Problem(404, "The cluster's API refuses it."),
                Problem.of(new KubernetesClientException("PATCH failed", 404, null)));
    }

    @Test
    void aClusterThatIsNotWellIsAwayForAMoment() {
        assertEquals(503, Problem.of(new KubernetesClientException("failed", 500, null)).status());
        assertEquals(503, Problem.of(new KubernetesClientException("failed", new IOException("refused"))).status());
        assertEquals(503, Problem.of(new TimeoutException("8 s")).status());
    }

    @Test
    void whatFailsHereIsNotToldInItsWords() {
        assertEquals(new Problem(500, "The console failed; its log says why."), Problem.of(new IllegalStateException("secret")));
    }
}
