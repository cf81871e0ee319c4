package io.twinharbor.delivery.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.SystemReader;

/** A repository with one service, to which happens what people and tekton/scripts do, a minute each. */
public final class DesiredState implements AutoCloseable {

    /** Before the first commit. */
    public static final Instant BEGINNING = Instant.parse("2026-01-05T08:00:00Z");

    private static final String SERVICE = "kustomize/services/accounts/";

    private final Path folder;
    private final Git git;
    private Instant now = BEGINNING;

    public DesiredState(Path folder) throws GitAPIException, IOException {
        SystemReader.setInstance(new Unconfigured(SystemReader.getInstance()));
        this.folder = folder;
        git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
        write(SERVICE + "base/kustomization.yaml", "resources: [rollout.yaml]\n");
        write(SERVICE + "base/rollout.yaml", "replicas: 1\n");
        write(SERVICE + "production/kustomization.yaml", "kind: Component\ncomponents: [../../../components/analysis]\n");
        write("kustomize/components/analysis/kustomization.yaml", "kind: Component\n");
        write(SERVICE + "overlays/production/promotion.env", "# Why.\nMERGE=automatic\nCLUSTERS=east west\n");
        write(overlay("staging"), kustomization("staging", 1));
        write(overlay("east"), kustomization("east", 1));
        write(overlay("west"), kustomization("west", 1));
        write("services/accounts/Main.java", "0");
        commit("It begins");
    }

    public Repository repository() {
        return git.getRepository();
    }

    public Path folder() {
        return folder;
    }

    /** The time of the last commit. */
    public Instant now() {
        return now;
    }

    public DesiredState later(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** What a developer merges by a pull request: {@code commits} on a branch. */
    public RevCommit change(String... commits) {
        return merge("change", () -> {
            for (String message : commits) {
                write("services/accounts/Main.java", message + now);
                commit(message);
            }
        }, "Merge pull request 'A change'");
    }

    /** What a developer merges of the manifests. */
    public RevCommit configure(String path, String content) {
        write(SERVICE + path, content);
        return commit("Configured");
    }

    /** What a pipeline commits when it has built a revision (record-digest). */
    public RevCommit record(RevCommit built, int digest) {
        write(overlay("staging"), kustomization("staging", digest));
        return commit("accounts " + built.name().substring(0, 10) + " to staging\n\nBuilt-From: " + built.name());
    }

    /** What a pipeline proposes when staging was good, and merges (promote). */
    public RevCommit promote(int digest) {
        return merge("promotion-accounts", () -> {
            write(overlay("east"), kustomization("east", digest));
            commit("accounts to east");
        }, "Merge pull request 'accounts to east'");
    }

    /** What a pipeline commits when east was good. */
    public RevCommit followTo(String cluster, int digest) {
        write(overlay(cluster), kustomization(cluster, digest));
        return commit("accounts to " + cluster);
    }

    /** What a pipeline commits when a cluster did not take a revision (undo). */
    public RevCommit undo(String cluster, RevCommit culprit, int back) {
        write(overlay(cluster), kustomization(cluster, back));
        return commit("accounts goes back in " + cluster + "\n\nRollout accounts: it was slow\n\nUndoes: " + culprit.name()
                + "\nUndone: " + digest(9));
    }

    /** What people do who take back a promotion. */
    public RevCommit revert(String cluster, RevCommit culprit, int back) {
        return merge("revert", () -> {
            write(overlay(cluster), kustomization(cluster, back));
            commit("Revert \"accounts to " + cluster + "\"\n\nThis reverts commit " + culprit.name() + ".");
        }, "Merge pull request 'Revert'");
    }

    /** A developer's commit that takes back another one's code. */
    public RevCommit revertCode(RevCommit culprit) {
        write("services/accounts/Main.java", "reverted " + now);
        return commit("Revert \"A change\"\n\nThis reverts commit " + culprit.name() + ".");
    }

    /** The commit before a merge, on the branch that it merged. */
    public RevCommit merged(RevCommit merge) throws IOException {
        return repository().parseCommit(merge.getParent(1));
    }

    public Line read() throws IOException {
        return new History().read(repository(), repository().resolve("main"));
    }

    public List<Request> requests(String environment) throws IOException {
        return read().requests().stream().filter(request -> request.environment().equals(environment)).toList();
    }

    /** A file outside of all that deployments are made of. */
    public RevCommit elsewhere() {
        write("README.md", "now " + now);
        return commit("Said");
    }

    private RevCommit merge(String branch, Runnable work, String message) {
        try {
            git.checkout().setCreateBranch(true).setName(branch).call();
            work.run();
            git.checkout().setName("main").call();
            RevCommit tip = repository().parseCommit(repository().resolve(branch));
            git.merge().include(tip).setFastForward(FastForwardMode.NO_FF).setCommit(false).call();
            git.branchDelete().setBranchNames(branch).setForce(true).call();
            return commit(message);
        } catch (GitAPIException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RevCommit commit(String message) {
        now = now.plus(Duration.ofMinutes(1));
        PersonIdent who = new PersonIdent("Ada", "ada@example.org", now, ZoneOffset.UTC);
        try {
            git.add().addFilepattern(".").call();
            return git.commit().setAuthor(who).setCommitter(who).setMessage(message).setSign(false).call();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String path, String content) {
        try {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String overlay(String environment) {
        return SERVICE + "overlays/" + (environment.equals("staging") ? "" : "production/") + environment + "/kustomization.yaml";
    }

    private static String kustomization(String environment, int number) {
        return environment.equals("staging")
                ? "resources: [../../base]\nimages:" + image("accounts", number) + image("accounts-acceptance", number)
                : "resources: [../../../base]\ncomponents: [../../../production]\nimages:" + image("traffic", 0)
                        + image("accounts", number);
    }

    private static String image(String name, int number) {
        return "\n  - name: twinharbor/" + name + "\n    newName: registry.example/twinharbor/" + name + "\n    digest: "
                + digest(number) + "\n";
    }

    /** The digest that stands for a number. */
    public static String digest(int number) {
        return "sha256:%064x".formatted(number);
    }

    @Override
    public void close() {
        git.close();
    }
}
