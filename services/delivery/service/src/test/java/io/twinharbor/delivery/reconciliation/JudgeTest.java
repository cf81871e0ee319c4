package io.twinharbor.delivery.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.deployment.Status;
import io.twinharbor.delivery.history.Changes;
import io.twinharbor.delivery.history.DesiredState;
import io.twinharbor.delivery.history.Line;
import io.twinharbor.delivery.history.Request;
import io.twinharbor.delivery.observation.Observation;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told, what is seen and what Git says come to how each deployment went. */
class JudgeTest {

    @TempDir
    private Path folder;

    private final List<Observation> observations = new ArrayList<>();
    private DesiredState state;
    private Duration assumedAfter;

    @BeforeEach
    void begin() throws GitAPIException, IOException {
        state = new DesiredState(folder);
    }

    @AfterEach
    void end() {
        state.close();
    }

    @Test
    void ofWhatNobodySpeaksNothingIsKnown() throws IOException {
        state.record(state.change("One"), 2);
        assertEquals(Status.PENDING, last("staging").status());
        assertNull(last("staging").evidence());
    }

    @Test
    void whatIsToldToBeGoodWasLiveThen() throws IOException {
        RevCommit recorded = state.record(state.change("One"), 2);
        Instant at = told("staging", recorded);
        Deployment deployment = last("staging");
        assertEquals(Status.SUCCEEDED, deployment.status());
        assertEquals(at, deployment.liveAt());
        assertEquals(Evidence.NOTIFICATION, deployment.evidence());
        assertEquals(Duration.between(deployment.mergedAt(), at), deployment.cycleTime().orElseThrow());
    }

    @Test
    void aWordOfALaterCommitIsOneOfTheDeploymentThatItHas() throws IOException {
        state.record(state.change("One"), 2);
        Instant first = told("staging", state.elsewhere());
        told("staging", state.elsewhere());
        assertEquals(first, last("staging").liveAt());
    }

    @Test
    void whatALaterOneOvertookWasNeverTriedByItself() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit second = state.record(state.change("Two"), 3);
        told("staging", second);
        assertEquals(List.of(Status.SUPERSEDED, Status.SUPERSEDED, Status.SUCCEEDED), statuses("staging"));
        assertFalse(all("staging").get(1).counts());
    }

    @Test
    void theOrderInWhichWordsArriveChangesNothing() throws IOException {
        RevCommit first = state.record(state.change("One"), 2);
        told("staging", first);
        RevCommit second = state.record(state.change("Two"), 3);
        refused("staging", second, null, null);
        List<Status> before = statuses("staging");
        Collections.reverse(observations);
        assertEquals(before, statuses("staging"));
        assertEquals(List.of(Status.SUPERSEDED, Status.SUCCEEDED, Status.FAILED), before);
    }

    @Test
    void aFirstFailureThatPassesIsNone() throws IOException {
        RevCommit recorded = state.record(state.change("One"), 2);
        refused("staging", recorded, null, null);
        told("staging", recorded);
        assertEquals(Status.SUCCEEDED, last("staging").status());
        assertNull(last("staging").reason());
    }

    @Test
    void whatFailsLaterWasStillDeployed() throws IOException {
        RevCommit recorded = state.record(state.change("One"), 2);
        told("staging", recorded);
        refused("staging", recorded, null, null);
        assertEquals(Status.SUCCEEDED, last("staging").status());
    }

    @Test
    void whatAClusterShowsOfAFailureIsAddedToWhatWasTold() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        refused("east", promoted, null, null);
        assertTrue(last("east").failedUsers());
        refused("east", promoted, null, false);
        assertFalse(last("east").failedUsers());
        assertEquals("it was slow", last("east").reason());
    }

    @Test
    void theNextEnvironmentShowsThatOneWasGoodAndWhen() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit promoted = state.later(Duration.ofHours(1)).promote(2);
        state.followTo("west", 2);
        assertEquals(Status.SUCCEEDED, last("staging").status());
        assertEquals(Evidence.GIT, last("staging").evidence());
        assertEquals(Instant.ofEpochSecond(state.merged(promoted).getCommitTime()), last("staging").liveAt());
        assertEquals(state.now(), last("east").liveAt());
        assertEquals(Status.PENDING, last("west").status());
    }

    @Test
    void aMissedWordOfOneThatALaterOneOvertookIsMadeUpForByGit() throws IOException {
        state.record(state.change("One"), 2);
        state.promote(2);
        RevCommit second = state.record(state.change("Two"), 3);
        told("staging", second);
        assertEquals(List.of(Status.SUPERSEDED, Status.SUCCEEDED, Status.SUCCEEDED), statuses("staging"));
    }

    @Test
    void whatWasToldCountsMoreThanWhatGitLetsOneConclude() throws IOException {
        RevCommit recorded = state.record(state.change("One"), 2);
        Instant at = told("staging", recorded);
        state.later(Duration.ofHours(5)).promote(2);
        assertEquals(at, last("staging").liveAt());
        assertEquals(Evidence.NOTIFICATION, last("staging").evidence());
    }

    @Test
    void whatIsUndoneBeforeAnybodySpokeOfItHasFailed() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        state.undo("east", promoted, 1);
        Deployment deployment = all("east").get(1);
        assertEquals(Status.FAILED, deployment.status());
        assertEquals(Evidence.GIT, deployment.evidence());
        assertEquals("Rollout accounts: it was slow", deployment.reason());
        assertEquals(state.now(), deployment.finishedAt());
    }

    @Test
    void whatIsTakenBackAfterUsersHadItFailedThemUntilTheyHadTheOneBefore() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        told("east", promoted);
        RevCommit reverted = state.later(Duration.ofDays(1)).revert("east", promoted, 1);
        Instant back = told("east", reverted);
        Deployment deployment = all("east").get(1);
        assertEquals(Status.SUCCEEDED, deployment.status());
        assertEquals(back, deployment.takenBackAt());
        assertTrue(deployment.failedUsers());
        assertFalse(last("east").counts());
    }

    @Test
    void aReleaseThatRevertsCodeTakesBackTheReleaseThatBroughtIt() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit bad = state.change("Two");
        RevCommit released = state.record(bad, 3);
        told("staging", released);
        RevCommit fixed = state.record(state.revertCode(state.merged(bad)), 4);
        assertNull(all("staging").get(2).takenBackAt());
        Instant back = told("staging", fixed);
        assertEquals(back, all("staging").get(2).takenBackAt());
        assertEquals(Status.SUCCEEDED, last("staging").status());
    }

    @Test
    void whereNobodyWatchesWhatWasNotUndoneIsTakenToHaveComeTrue() throws IOException {
        assumedAfter = Duration.ZERO;
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        state.undo("east", promoted, 1);
        assertEquals(Status.SUCCEEDED, last("staging").status());
        assertEquals(Status.FAILED, all("east").get(1).status());
        assertEquals(Evidence.ASSUMPTION, last("west").evidence());
        assertEquals(last("west").requestedAt(), last("west").liveAt());
    }

    @Test
    void whatGitNoLongerKnowsStaysAsItWas() throws IOException {
        RevCommit recorded = state.record(state.change("One"), 2);
        told("staging", recorded);
        Deployment deployment = last("staging");
        Line forgotten = new Line(Map.of(), List.of(), Map.of());
        new Judge(forgotten, null, state.now()).settle("accounts", List.of(deployment), List.of());
        assertEquals(Status.SUCCEEDED, deployment.status());
    }

    private Instant told(String environment, RevCommit revision) {
        Instant at = state.later(Duration.ofMinutes(3)).now();
        observations.add(Observation.good("accounts", environment, revision.name(), at, Evidence.NOTIFICATION));
        return at;
    }

    private void refused(String environment, RevCommit revision, Instant servedFrom, Boolean reachedUsers) {
        Instant at = state.later(Duration.ofMinutes(3)).now();
        observations.add(Observation.bad("accounts", environment, revision.name(), at, servedFrom, reachedUsers,
                Evidence.NOTIFICATION, "it was slow"));
    }

    private List<Status> statuses(String environment) throws IOException {
        return all(environment).stream().map(Deployment::status).toList();
    }

    private Deployment last(String environment) throws IOException {
        List<Deployment> all = all(environment);
        return all.get(all.size() - 1);
    }

    private List<Deployment> all(String environment) throws IOException {
        Line line = state.read();
        List<Deployment> deployments = new ArrayList<>();
        for (Request request : line.requests()) {
            deployments.add(new Deployment(request, new Changes(state.repository()).of(request)));
        }
        new Judge(line, assumedAfter, state.now()).settle("accounts", deployments, observations);
        return deployments.stream().filter(deployment -> deployment.environment().equals(environment)).toList();
    }
}
