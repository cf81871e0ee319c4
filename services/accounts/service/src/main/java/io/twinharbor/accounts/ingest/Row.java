package io.twinharbor.accounts.ingest;

import java.util.List;
import java.util.stream.Collectors;

import io.twinharbor.accounts.directory.UserDraft;
import io.twinharbor.conduct.problem.Violation;

/**
 * One user of a file.
 *
 * @param line   where it begins, from 1
 * @param draft  null where the line could not be read
 * @param defect why it could not be read; null where it could
 */
record Row(long line, UserDraft draft, String defect) {

    static Row of(long line, UserDraft draft) {
        return new Row(line, draft, null);
    }

    static Row unreadable(long line, List<Violation> violations) {
        return unreadable(line, violations.stream().map(Violation::inWords).collect(Collectors.joining("; ")));
    }

    static Row unreadable(long line, String defect) {
        return new Row(line, null, defect);
    }
}
