package io.twinharbor.responder.guard;

import java.util.Locale;

import io.twinharbor.responder.catalogue.Entry;
import io.twinharbor.responder.catalogue.Target;

/**
 * What is done about an alert, and why.
 *
 * @param action as the alert asks for it
 * @param entry  the catalogue's, null if it has none or if nothing is to be done
 * @param target null if the alert names none
 * @param state  what becomes of it
 */
public record Decision(String action, Entry entry, Target target, State state, String reason) {

    /** What has become of an action. */
    public enum State {
        /** It is to be done, and by nobody else. */
        CLAIMED,
        /** It is done. */
        DONE,
        /** It was tried. */
        FAILED,
        /** It was begun by somebody who is gone, and may have been done. */
        INTERRUPTED,
        /** A guard rail keeps it from being done. */
        REFUSED,
        /** The cluster has been asked whether it would let it be done. */
        DRY_RUN,
        /** Nothing is asked for. */
        NONE;

        /** As the database has it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Decision none(String action, String reason) {
        return new Decision(action, null, null, State.NONE, reason);
    }

    Decision refused(String why) {
        return new Decision(action, entry, target, State.REFUSED, why);
    }
}
