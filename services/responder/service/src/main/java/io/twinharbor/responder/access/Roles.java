package io.twinharbor.responder.access;

/** The roles that a token may carry in its {@code groups} claim; each includes those before it. */
public final class Roles {

    /** Reads incidents and decisions. */
    public static final String READER = "reader";
    /** Of other services; here no more than a reader. */
    public static final String EDITOR = "editor";
    /** Also stops all actions, and lets them go on. */
    public static final String ADMIN = "admin";

    private Roles() {
    }
}
