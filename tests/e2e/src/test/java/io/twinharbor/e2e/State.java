package io.twinharbor.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The repository that says what the clusters are to run, in a clone of its own. */
final class State implements AutoCloseable {

    private static final String FILE = "kustomize/platform/namespaces/base/accounts.yaml";
    private static final String LABEL = "twinharbor.io/e2e";

    private final Path clone;
    private final String before;

    State(Path folder) {
        clone = folder.resolve("state");
        Git.run("clone", "--quiet", Lab.running().address("git") + "/twinharbor/twinharbor.git", clone.toString());
        before = head();
    }

    private String head() {
        return Git.in(clone, "rev-parse", "HEAD").strip();
    }

    /** Changes a file, commits and pushes. */
    void push(String file, UnaryOperator<String> change, String why) throws IOException {
        Path changed = clone.resolve(file);
        Files.writeString(changed, change.apply(Files.readString(changed)));
        Git.in(clone, "commit", "--quiet", "--all", "-m", why);
        push();
    }

    /** The smallest change there is: a label of a namespace that every cluster has. */
    void label(String value) throws IOException {
        push(FILE, text -> text.replaceFirst("\n    " + LABEL + ": \\S+", "")
                .replaceFirst("  labels:", "  labels:\n    " + LABEL + ": " + value), "E2E: " + value);
    }

    static boolean isLabelled(Cluster cluster, String value) {
        return value.equals(cluster.client().namespaces().withName("accounts").require().getMetadata().getLabels().get(LABEL));
    }

    /** Takes back everything that was pushed from here, as a release manager would: by one commit more. */
    @Override
    public void close() {
        if (!Git.in(clone, "diff", "--name-only", before).isBlank()) {
            Git.in(clone, "checkout", "--quiet", before, "--", ".");
            Git.in(clone, "commit", "--quiet", "-m", "E2E: as it was");
            push();
        }
    }

    private void push() {
        Git.in(clone, "push", "--quiet", "origin", "HEAD:main");
    }
}
