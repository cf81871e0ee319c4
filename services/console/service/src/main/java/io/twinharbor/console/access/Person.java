package io.twinharbor.console.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.servlet.http.HttpServletRequest;

/** Who is signed in, what they may do, and the token by which services know them. */
@Named
@RequestScoped
public class Person {

    private final SecurityContext security;
    private final OpenIdContext tokens;
    private final HttpServletRequest request;

    @Inject
    public Person(SecurityContext security, OpenIdContext tokens, HttpServletRequest request) {
        this.security = security;
        this.tokens = tokens;
        this.request = request;
    }

    /** For the container's proxy. */
    protected Person() {
        this(null, null, null);
    }

    public boolean isKnown() {
        return security.getCallerPrincipal() != null;
    }

    public String getName() {
        return isKnown() ? security.getCallerPrincipal().getName() : "";
    }

    /** What they are called, or else the name they sign in with. */
    public String getFullName() {
        return tokens.getIdentityToken().getJwtClaims().getStringClaim("name").orElse(getName());
    }

    public boolean is(String role) {
        return request.isUserInRole(role);
    }

    /** May read users. */
    public boolean isReader() {
        return is(Roles.READER) || isEditor();
    }

    public boolean isEditor() {
        return is(Roles.EDITOR) || isAdmin();
    }

    public boolean isAdmin() {
        return is(Roles.ADMIN);
    }

    public boolean isAuditor() {
        return is(Roles.AUDITOR);
    }

    public boolean isDeveloper() {
        return is(Roles.DEVELOPER) || isReleaseManager();
    }

    public boolean isReleaseManager() {
        return is(Roles.RELEASE_MANAGER) || isOperations();
    }

    public boolean isOperations() {
        return is(Roles.OPERATIONS);
    }

    public boolean isIncidentReader() {
        return is(Roles.INCIDENT_READER) || isIncidentOperator();
    }

    public boolean isIncidentOperator() {
        return is(Roles.INCIDENT_OPERATOR);
    }

    /** The header by which a service knows them. */
    public String bearer() {
        return "Bearer " + tokens.getAccessToken().getToken();
    }
}
