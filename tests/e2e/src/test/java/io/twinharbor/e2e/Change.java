package io.twinharbor.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What a developer does: a branch with a change, a pull request, a merge. */
final class Change {

    static final String REPOSITORY = "twinharbor/twinharbor";

    private final Path clone;

    Change(Path folder) {
        clone = folder.resolve("work");
        Git.run("clone", "--quiet", Lab.running().address("git") + "/" + REPOSITORY + ".git", clone.toString());
    }

    /** Brings the clone to what main is now. */
    Change latest() {
        Git.in(clone, "fetch", "--quiet", "origin", "main");
        Git.in(clone, "reset", "--quiet", "--hard", "origin/main");
        return this;
    }

    /** Alters a file and commits it, without a push; the commit. */
    String commit(String file, UnaryOperator<String> alter, String why) throws IOException {
        Path changed = clone.resolve(file);
        Files.writeString(changed, alter.apply(Files.readString(changed)));
        Git.in(clone, "commit", "--quiet", "--all", "-m", why);
        return head();
    }

    /** Commits a new file, which says what its commit does. */
    String add(String file, String why) throws IOException {
        Path added = clone.resolve(file);
        Files.createDirectories(added.getParent());
        Files.writeString(added, why + "\n");
        Git.in(clone, "add", file);
        Git.in(clone, "commit", "--quiet", "-m", why);
        return head();
    }

    /** Commits that another commit is taken back, as Git words it, without a push; the commit. */
    String revert(String commit) {
        Git.in(clone, "revert", "--no-edit", commit);
        return head();
    }

    /** Pushes what was committed as a branch; what a branch of that name was before is gone. */
    void pushAs(String branch) {
        Git.in(clone, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/" + branch);
    }

    /** Puts what was committed onto main, after whatever others have put there meanwhile. */
    String pushToMain() throws InterruptedException {
        for (int tried = 0;; tried++) {
            try {
                Git.in(clone, "pull", "--quiet", "--rebase", "origin", "main");
                Git.in(clone, "push", "--quiet", "origin", "HEAD:main");
                return head();
            } catch (AssertionError e) {
                if (tried == 20) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    String head() {
        return Git.in(clone, "rev-parse", "HEAD").strip();
    }

    /** A file as main has it now. */
    String onMain(String file) {
        Git.in(clone, "fetch", "--quiet", "origin", "main");
        return Git.in(clone, "show", "origin/main:" + file);
    }

    /** When main got its newest commit with these words in its text, in seconds since 1970; 0 if none has them. */
    long committed(String words) {
        Git.in(clone, "fetch", "--quiet", "origin", "main");
        var when = Git.in(clone, "log", "-1", "--fixed-strings", "--grep", words, "--format=%ct", "origin/main").strip();
        return when.isEmpty() ? 0 : Long.parseLong(when);
    }

    /** What main's newest commit that touches a file says. */
    String lastCommitOf(String file) {
        Git.in(clone, "fetch", "--quiet", "origin", "main");
        return Git.in(clone, "log", "-1", "--format=%B", "origin/main", "--", file);
    }

    /** How many commits of main since another say these words. */
    int commits(String words, String since) {
        return Integer.parseInt(Git.in(clone, "rev-list", "--count", "--fixed-strings", "--grep", words,
                since + "..origin/main").strip());
    }

    /** Whether a commit has all of others behind it. */
    boolean isIn(String commit, List<String> others) {
        return !commit.isEmpty()
                && others.stream().allMatch(other -> Git.in(clone, "merge-base", other, commit).strip().equals(other));
    }
}
