package io.twinharbor.delivery.access;

/** The roles that a token may carry in its {@code groups} claim; each may do what those before it may. */
public final class Roles {

    /** Reads indicators, deployments, incidents and reports. */
    public static final String READER = "reader";
    /** Also writes down incidents, and has reports made. */
    public static final String EDITOR = "editor";
    /** The same: whoever has all rights elsewhere has them here. */
    public static final String ADMIN = "admin";

    private Roles() {
    }
}
