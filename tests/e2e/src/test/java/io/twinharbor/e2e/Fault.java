package io.twinharbor.e2e;

import java.time.Duration;

/**
 * Something that is broken on purpose.
 *
 * @param expected what is to come of it
 * @param prepared what has to be there before
 * @param broken   from which moment on it is broken
 * @param mended   takes the cause away; nothing, if that is for an action to do
 * @param tidied   takes away all else; also what an earlier run may have left
 */
record Fault(String name, Expected expected, Step prepared, Step broken, Step mended, Step tidied) {

    static final Step NOTHING = () -> { };

    /** What is done to the lab. */
    interface Step {

        void run() throws Exception;
    }

    /**
     * What has to come of it.
     *
     * @param told     the cluster whose responder hears of it
     * @param about    what the alert's summary says, so that it is not taken for another one
     * @param cause    as the catalogue calls it
     * @param decision the action and what becomes of it, as a pattern
     * @param within   after which time it is late
     */
    record Expected(String told, String alert, String severity, String about, String cause, String decision, Duration within) {
    }
}
