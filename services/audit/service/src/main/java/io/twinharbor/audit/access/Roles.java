package io.twinharbor.audit.access;

/** The roles that a token may carry in its {@code groups} claim. */
public final class Roles {

    /** Reads who changed what. Whoever may change users does not have it by that: nobody checks themselves. */
    public static final String AUDITOR = "auditor";

    private Roles() {
    }
}
