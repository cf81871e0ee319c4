package io.twinharbor.console.access;

/** The roles that the issuer may give somebody, in the claim {@code groups}. */
public final class Roles {

    /** Reads users. */
    public static final String READER = "reader";
    /** Also creates, changes, deactivates and imports users. */
    public static final String EDITOR = "editor";
    /** Also deletes users for good. */
    public static final String ADMIN = "admin";
    /** Reads who changed what. */
    public static final String AUDITOR = "auditor";
    /** Sees releases, how changes come to users, and how services are. */
    public static final String DEVELOPER = "developer";
    /** Also holds, promotes and stops releases. */
    public static final String RELEASE_MANAGER = "release-manager";
    /** Also sees what could be brought back. */
    public static final String OPERATIONS = "operations";
    /** Sees incidents. */
    public static final String INCIDENT_READER = "incident-reader";
    /** Also stops what is done about alerts. */
    public static final String INCIDENT_OPERATOR = "incident-operator";

    private Roles() {
    }
}
