package io.twinharbor.delivery.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The commits that people wrote, between two revisions. */
final class Merged {

    /** A first release brings all of a project: beyond this nobody reads on. */
    private static final int MOST = 500;

    private Merged() {
    }

    /** What a commit of main's own line brought: those of the branch that it merged, or itself. */
    static List<RevCommit> by(Repository repository, RevCommit commit, String... paths) throws IOException {
        return commit.getParentCount() < 2 ? List.of(commit)
                : between(repository, commit.getParent(0).name(), commit.name(), paths);
    }

    /**
     * @param since nothing that it has; null for the last alone
     * @param until the last
     * @return those that touched one of the paths, the newest first; none if a revision is not there
     */
    static List<RevCommit> between(Repository repository, String since, String until, String... paths) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit last = walk.parseCommit(ObjectId.fromString(until));
            if (since == null) {
                return List.of(last);
            }
            walk.markStart(last);
            walk.markUninteresting(walk.parseCommit(ObjectId.fromString(since)));
            walk.setRevFilter(RevFilter.NO_MERGES);
            walk.setTreeFilter(AndTreeFilter.create(
                    PathFilterGroup.createFromStrings(Arrays.asList(paths)), TreeFilter.ANY_DIFF));
            List<RevCommit> commits = new ArrayList<>();
            for (RevCommit commit : walk) {
                if (commits.size() < MOST) {
                    walk.parseBody(commit);
                    commits.add(commit);
                }
            }
            return commits;
        } catch (MissingObjectException e) {
            return List.of();
        }
    }
}
