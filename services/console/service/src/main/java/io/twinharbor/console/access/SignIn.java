package io.twinharbor.console.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.authentication.mechanism.http.OpenIdAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.ClaimsDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.LogoutDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.OpenIdProviderMetadata;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who comes is told by the issuer (OpenID Connect, authorization code). Browsers are sent to it by its public name; codes and
 * tokens are asked for where this server reaches it.
 */
@Named
@ApplicationScoped
@OpenIdAuthenticationMechanismDefinition(
        clientId = "${signIn.client}",
        clientSecret = "${signIn.secret}",
        redirectURI = "${signIn.signedIn}",
        redirectToOriginalResource = true,
        scope = "openid",
        tokenAutoRefresh = true,
        tokenMinValidity = 30_000,
        jwksReadTimeout = 5_000,
        jwksConnectTimeout = 2_000,
        claimsDefinition = @ClaimsDefinition(callerNameClaim = "preferred_username", callerGroupsClaim = "groups"),
        providerMetadata = @OpenIdProviderMetadata(
                issuer = "${signIn.issuer}",
                authorizationEndpoint = "${signIn.authorization}",
                tokenEndpoint = "${signIn.token}",
                jwksURI = "${signIn.keys}",
                endSessionEndpoint = "${signIn.endSession}",
                subjectTypeSupported = "public",
                responseTypeSupported = "code",
                idTokenSigningAlgorithmsSupported = "RS256"),
        logout = @LogoutDefinition(notifyProvider = true, redirectURI = "${signIn.signedOut}", accessTokenExpiry = true))
public class SignIn {

    private static final String PROTOCOL = "/protocol/openid-connect/";

    private final String client;
    private final String secret;
    private final String issuer;
    private final String reached;
    private final String own;

    /**
     * @param client  the setting {@code OIDC_CLIENT_ID}
     * @param secret  the setting {@code OIDC_CLIENT_SECRET}
     * @param issuer  the setting {@code OIDC_ISSUER}: as browsers and tokens name it
     * @param reached the setting {@code OIDC_BACK_CHANNEL}: the same realm where this server reaches it
     * @param own     the setting {@code PUBLIC_URL}: where browsers reach this console
     */
    @Inject
    public SignIn(@ConfigProperty(name = "oidc.client.id") String client,
            @ConfigProperty(name = "oidc.client.secret") String secret, @ConfigProperty(name = "oidc.issuer") String issuer,
            @ConfigProperty(name = "oidc.back.channel") Optional<String> reached,
            @ConfigProperty(name = "public.url") String own) {
        this.client = client;
        this.secret = secret;
        this.issuer = issuer;
        this.reached = reached.orElse(issuer);
        this.own = own;
    }

    /** For what the container makes of it; never used. */
    protected SignIn() {
        this("", "", "", Optional.empty(), "");
    }

    public String getClient() {
        return client;
    }

    public String getSecret() {
        return secret;
    }

    public String getIssuer() {
        return issuer;
    }

    public String getAuthorization() {
        return issuer + PROTOCOL + "auth";
    }

    public String getEndSession() {
        return issuer + PROTOCOL + "logout";
    }

    public String getToken() {
        return reached + PROTOCOL + "token";
    }

    public String getKeys() {
        return reached + PROTOCOL + "certs";
    }

    /** Where the issuer sends a browser back to. */
    public String getSignedIn() {
        return own + "/signed-in";
    }

    public String getSignedOut() {
        return own + "/signed-out";
    }
}
