package io.twinharbor.delivery.history;

import java.time.Instant;

import org.eclipse.jgit.revwalk.RevCommit;

/** Of a commit. */
final class Times {

    private Times() {
    }

    /** When it became what it is: of a merge, when it was merged. */
    static Instant committed(RevCommit commit) {
        return Instant.ofEpochSecond(commit.getCommitTime());
    }

    /** When somebody wrote it; a rebase leaves that as it was. */
    static Instant written(RevCommit commit) {
        return commit.getAuthorIdent().getWhenAsInstant();
    }
}
