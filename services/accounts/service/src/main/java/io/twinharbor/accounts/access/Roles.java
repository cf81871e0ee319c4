package io.twinharbor.accounts.access;

/** The roles that a token may carry in its {@code groups} claim; each but the last includes those before it. */
public final class Roles {

    /** Reads users, exports them. */
    public static final String READER = "reader";
    /** Also creates, changes, deactivates and imports users. */
    public static final String EDITOR = "editor";
    /** Also deletes users for good. */
    public static final String ADMIN = "admin";
    /** Reads who changed what, and nothing else: who may change users is not who may check them. */
    public static final String AUDITOR = "auditor";

    private Roles() {
    }
}
