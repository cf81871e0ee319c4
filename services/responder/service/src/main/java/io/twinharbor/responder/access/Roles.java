package io.twinharbor.responder.access;

/** The roles that a token may carry in its {@code groups} claim. */
public final class Roles {

    /** Reads incidents, and what was done about them. */
    public static final String READER = "incident-reader";
    /** Also stops all actions, and lets them go on. */
    public static final String OPERATOR = "incident-operator";

    private Roles() {
    }
}
