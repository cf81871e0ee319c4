package io.twinharbor.delivery.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.twinharbor.delivery.deployment.Change;
import io.twinharbor.delivery.deployment.Kind;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and pipelines leave in Git, found again. */
class HistoryTest {

    @TempDir
    private Path folder;

    private DesiredState state;

    @BeforeEach
    void begin() throws GitAPIException, IOException {
        state = new DesiredState(folder);
    }

    @AfterEach
    void end() {
        state.close();
    }

    @Test
    void environmentsComeInTheOrderInWhichReleasesComeToThem() throws IOException {
        assertEquals(Map.of("accounts", List.of("staging", "east", "west")), state.read().environments());
    }

    @Test
    void whatIsRecordedForStagingIsAReleaseOfWhatItWasBuiltFrom() throws IOException {
        RevCommit merged = state.change("One", "Two");
        RevCommit recorded = state.record(merged, 2);
        Request request = last("staging");
        assertEquals(recorded.name(), request.revision());
        assertEquals(Kind.RELEASE, request.kind());
        assertEquals(new Request.Build(merged.name(), Times.committed(merged), Times.committed(recorded)), request.build());
        assertEquals("registry.example/twinharbor/accounts@" + DesiredState.digest(2), request.version());
        assertEquals(1, state.requests("east").size());
    }

    @Test
    void aPromotionKnowsWhatItsImagesWereBuiltFromAndWhenStagingWasGood() throws IOException {
        RevCommit merged = state.change("One");
        state.record(merged, 2);
        RevCommit promoted = state.later(Duration.ofHours(1)).promote(2);
        Request request = last("east");
        assertEquals(promoted.name(), request.revision());
        assertEquals(Kind.RELEASE, request.kind());
        assertEquals(merged.name(), request.build().revision());
        assertEquals(Times.committed(state.merged(promoted)), request.handedOnAt());
        assertEquals(Times.committed(promoted), request.at());
    }

    @Test
    void aReleaseBringsTheCommitsSinceTheOneBeforeItInTheSameEnvironment() throws IOException {
        state.record(state.change("One"), 2);
        state.promote(2);
        state.record(state.change("Two"), 3);
        state.record(state.change("Three", "Four"), 4);
        state.promote(4);
        assertEquals(List.of("Four", "Three"), subjects(last("staging")));
        assertEquals(List.of("Four", "Three", "Two"), subjects(last("east")));
    }

    @Test
    void commitsThatDidNotTouchTheServiceDoNotCount() throws IOException {
        state.record(state.change("One"), 2);
        state.elsewhere();
        state.record(state.change("Two"), 3);
        assertEquals(List.of("Two"), subjects(last("staging")));
        assertEquals(3, state.requests("staging").size());
    }

    @Test
    void aFirstReleaseThatReplacesWhatNoPipelineBuiltBringsItsOwnCommitAlone() throws IOException {
        RevCommit merged = state.change("One", "Two");
        state.record(merged, 2);
        assertEquals(List.of(merged.name()),
                new Changes(state.repository()).of(last("staging")).stream().map(Change::commit).toList());
    }

    @Test
    void aChangeOfTheBaseIsADeploymentToEveryEnvironment() throws IOException {
        RevCommit commit = state.configure("base/rollout.yaml", "replicas: 2\n");
        for (String environment : List.of("staging", "east", "west")) {
            assertEquals(commit.name(), last(environment).revision());
            assertEquals(Kind.CONFIGURATION, last(environment).kind());
            assertEquals(List.of("Configured"), subjects(last(environment)));
        }
    }

    @Test
    void aChangeOfAComponentComesToThoseThatAreMadeOfIt() throws IOException {
        RevCommit commit = state.configure("../../components/analysis/kustomization.yaml", "kind: Component\npatches: []\n");
        assertEquals(commit.name(), last("east").revision());
        assertEquals(commit.name(), last("west").revision());
        assertEquals(1, state.requests("staging").size());
    }

    @Test
    void thePolicyOfPromotionsIsNoDeployment() throws IOException {
        state.configure("overlays/production/promotion.env", "MERGE=release-manager\nCLUSTERS=west east\n");
        assertEquals(3, state.read().requests().size());
        assertEquals(List.of("staging", "west", "east"), state.read().environments().get("accounts"));
    }

    @Test
    void aPipelineSaysWhatItTakesBackAndWhy() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        state.undo("east", promoted, 1);
        Request request = last("east");
        assertEquals(Kind.UNDO, request.kind());
        assertEquals(promoted.name(), request.undoes());
        assertEquals("Rollout accounts: it was slow", request.reason());
        assertEquals(List.of(), subjects(request));
    }

    @Test
    void aRevertThatCameByAPullRequestTakesBackWhatItSays() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        state.revert("east", promoted, 1);
        assertEquals(Kind.UNDO, last("east").kind());
        assertEquals(promoted.name(), last("east").undoes());
    }

    @Test
    void aClusterThatFollowsAnotherOneBackTakesBackWhatItHad() throws IOException {
        state.record(state.change("One"), 2);
        state.promote(2);
        state.followTo("west", 2);
        state.record(state.change("Two"), 3);
        state.promote(3);
        RevCommit followed = state.followTo("west", 3);
        state.followTo("west", 2);
        assertEquals(Kind.UNDO, last("west").kind());
        assertEquals(followed.name(), last("west").undoes());
    }

    @Test
    void whatWasTakenBackMayComeAgain() throws IOException {
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        state.revert("east", promoted, 1);
        state.followTo("east", 2);
        assertEquals(Kind.RELEASE, last("east").kind());
    }

    @Test
    void anImageThatAnEnvironmentHasForItselfIsNoRelease() throws IOException {
        RevCommit commit = state.configure("overlays/production/west/kustomization.yaml",
                "resources: [../../../base]\nimages:\n  - newName: registry.example/twinharbor/traffic\n    digest: sha256:7\n"
                        + "  - newName: registry.example/twinharbor/accounts\n    digest: " + DesiredState.digest(1) + "\n");
        assertEquals(commit.name(), last("west").revision());
        assertEquals(Kind.CONFIGURATION, last("west").kind());
    }

    @Test
    void anOverlayThatCannotBeReadStopsNobody() throws IOException {
        state.configure("base/kustomization.yaml", "resources: [\n");
        assertEquals(Kind.CONFIGURATION, last("staging").kind());
        assertNull(last("staging").undoes());
    }

    @Test
    void whoReadOnFindsTheSameAsWhoReadsAllAtOnce() throws IOException, GitAPIException {
        History history = new History();
        state.record(state.change("One"), 2);
        RevCommit promoted = state.promote(2);
        history.read(state.repository(), promoted);
        state.undo("east", promoted, 1);
        state.record(state.change("Two"), 3);
        assertEquals(state.read(), history.read(state.repository(), state.repository().resolve("main")));
        new Git(state.repository()).reset().setMode(ResetCommand.ResetType.HARD).setRef(promoted.name()).call();
        state.elsewhere();
        assertEquals(state.read(), history.read(state.repository(), state.repository().resolve("main")));
    }

    @Test
    void eachCommitOfMainHasItsPlace() throws IOException {
        RevCommit merged = state.change("One");
        RevCommit recorded = state.record(merged, 2);
        Map<String, Integer> places = state.read().places();
        assertEquals(2, places.get(recorded.name()));
        assertTrue(places.containsKey(merged.name()));
        assertNull(places.get(state.merged(merged).name()));
    }

    private Request last(String environment) throws IOException {
        List<Request> requests = state.requests(environment);
        return requests.get(requests.size() - 1);
    }

    private List<String> subjects(Request request) throws IOException {
        return new Changes(state.repository()).of(request).stream().map(Change::subject).toList();
    }
}
