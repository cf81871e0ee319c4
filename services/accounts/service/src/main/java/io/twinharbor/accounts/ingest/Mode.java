package io.twinharbor.accounts.ingest;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of the good rows of a file that has bad ones. */
enum Mode {
    /** Nothing is stored. */
    ALL_OR_NOTHING("all-or-nothing"),
    /** They are stored, and the bad ones are reported. */
    SKIP_INVALID("skip-invalid");

    private final String parameter;

    Mode(String parameter) {
        this.parameter = parameter;
    }

    static Optional<Mode> of(String parameter) {
        return Arrays.stream(values()).filter(mode -> mode.parameter.equals(parameter)).findFirst();
    }

    String parameter() {
        return parameter;
    }
}
