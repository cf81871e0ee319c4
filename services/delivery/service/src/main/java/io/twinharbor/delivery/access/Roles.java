package io.twinharbor.delivery.access;

/** The roles that a token may carry in its {@code groups} claim; each includes those before it. */
public final class Roles {

    /** Reads indicators, deployments, incidents and reports. */
    public static final String READER = "reader";
    /** Also writes down incidents, and has reports made. */
    public static final String EDITOR = "editor";
    /** Also has all evidence looked at anew. */
    public static final String ADMIN = "admin";

    private Roles() {
    }
}
