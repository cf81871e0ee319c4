package io.twinharbor.accounts.ingest;

import java.nio.charset.StandardCharsets;

import io.twinharbor.accounts.directory.RolesConverter;
import io.twinharbor.accounts.directory.UserDraft;

/** Some rows in the text format of PostgreSQL's COPY (its documentation, section "File Formats"). */
final class Chunk {

    /** Enough that the statements between chunks cost little, few enough that two chunks are a few megabytes. */
    static final int ROWS = 20_000;

    private final StringBuilder text = new StringBuilder(ROWS * 80);
    private int rows;

    /** Adds a user who keeps the rules. */
    void add(long line, UserDraft user) {
        text.append(line).append('\t').append(user.email()).append('\t');
        if (user.displayName() == null) {
            text.append("\\N");
        } else {
            // Control characters are against the rules, so that the backslash alone needs an escape.
            text.append(user.displayName().replace("\\", "\\\\"));
        }
        text.append('\t').append(user.active()).append('\t').append(RolesConverter.toLiteral(user.roles())).append('\n');
        rows++;
    }

    int rows() {
        return rows;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
