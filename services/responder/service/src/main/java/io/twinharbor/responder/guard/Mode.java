package io.twinharbor.responder.guard;

import java.util.Locale;

/** How far this service goes: the setting {@code ACTIONS}. */
public enum Mode {
    /** Does what the catalogue has. */
    ACT,
    /** Asks the cluster whether it would let it be done, and does nothing. */
    DRY_RUN,
    /** Does nothing, and says so. */
    STOPPED;

    /** As the setting has it: {@code act}, {@code dry-run}, {@code stopped}. */
    public static Mode of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
