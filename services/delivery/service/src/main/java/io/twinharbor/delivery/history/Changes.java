package io.twinharbor.delivery.history;

import java.io.IOException;
import java.util.List;

import io.twinharbor.delivery.deployment.Change;
import io.twinharbor.delivery.deployment.Kind;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds the commits that came with a deployment. */
public final class Changes {

    private final Repository repository;

    public Changes(Repository repository) {
        this.repository = repository;
    }

    /**
     * Of a release those of the service's code since what it replaces, of any other the manifests'. What takes something back
     * brings nothing.
     */
    public List<Change> of(Request request) throws IOException {
        if (request.kind() == Kind.UNDO) {
            return List.of();
        }
        if (request.kind() == Kind.RELEASE && request.build() != null) {
            String before = request.before() == null ? null : request.before().revision();
            // What every build reads (tekton/scripts/touched-services).
            return changes(Merged.between(repository, before, request.build().revision(),
                    "services/" + request.service(), "pom.xml", "checkstyle.xml", ".mvn", "conduct", "schema"));
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return changes(Merged.by(repository, walk.parseCommit(ObjectId.fromString(request.revision())), Overlay.FOLDER));
        }
    }

    private static List<Change> changes(List<RevCommit> commits) {
        return commits.stream().map(commit -> new Change(commit.name(), commit.getShortMessage(),
                commit.getAuthorIdent().getName(), Times.written(commit),
                Words.takesBack(commit.getFullMessage()).orElse(null))).toList();
    }
}
