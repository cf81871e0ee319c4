package io.twinharbor.delivery.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A desired state that says what pipelines would have written: one release to staging, and to a cluster. */
final class Repository {

    private static final String OVERLAYS = "kustomize/services/accounts/overlays/";

    private Repository() {
    }

    static void begin(Path folder) throws IOException {
        try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
            write(folder, OVERLAYS + "staging/kustomization.yaml", kustomization(1));
            write(folder, OVERLAYS + "production/east/kustomization.yaml", kustomization(1));
            write(folder, OVERLAYS + "production/promotion.env", "CLUSTERS=east\n");
            commit(git, "It begins", 60);
            write(folder, "services/accounts/Main.java", "1");
            String built = commit(git, "A change", 50);
            write(folder, OVERLAYS + "staging/kustomization.yaml", kustomization(2));
            commit(git, "accounts to staging\n\nBuilt-From: " + built, 45);
            write(folder, OVERLAYS + "production/east/kustomization.yaml", kustomization(2));
            commit(git, "accounts to east", 40);
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }

    private static String commit(Git git, String message, int minutesAgo) throws GitAPIException {
        PersonIdent who = new PersonIdent("Ada", "ada@example.org", Instant.now().minus(Duration.ofMinutes(minutesAgo)),
                ZoneOffset.UTC);
        git.add().addFilepattern(".").call();
        return git.commit().setAuthor(who).setCommitter(who).setMessage(message).setSign(false).call().name();
    }

    private static void write(Path folder, String path, String content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
    }

    private static String kustomization(int digest) {
        return "images:\n  - name: twinharbor/accounts\n    newName: registry.example/accounts\n    digest: sha256:%064x\n"
                .formatted(digest);
    }
}
