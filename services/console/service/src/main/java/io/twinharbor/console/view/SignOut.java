package io.twinharbor.console.view;

import io.twinharbor.console.access.SignIn;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Ends what is kept of somebody here, and has the issuer do the same. The container's own logout leaves out whose session
 * the issuer is to end, so that it would ask.
 */
@Named
@RequestScoped
public class SignOut {

    private static final String COOKIE = "__Host-signed-in";

    private final OpenIdContext tokens;
    private final SignIn signIn;

    @Inject
    public SignOut(OpenIdContext tokens, SignIn signIn) {
        this.tokens = tokens;
        this.signIn = signIn;
    }

    /** For the container's proxy. */
    protected SignOut() {
        this(null, null);
    }

    /** The server takes nobody for signed in whose session is gone (sessions.xml), with or without the cookie. */
    public void leave() throws IOException {
        var external = FacesContext.getCurrentInstance().getExternalContext();
        String issuer = signIn.getEndSession() + "?client_id=" + encoded(signIn.getClient())
                + "&id_token_hint=" + encoded(tokens.getIdentityToken().getToken())
                + "&post_logout_redirect_uri=" + encoded(signIn.getSignedOut());
        if (external.getSession(false) instanceof HttpSession session) {
            session.invalidate();
        }
        external.addResponseCookie(COOKIE, "", Map.of("maxAge", 0, "path", "/", "secure", true, "httpOnly", true));
        external.redirect(issuer);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
