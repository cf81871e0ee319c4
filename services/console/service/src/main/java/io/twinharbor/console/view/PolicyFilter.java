package io.twinharbor.console.view;

import io.twinharbor.console.access.SignIn;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;

/**
 * Adds the issuer to where forms may lead: who signs out, or sends a form when the session is gone, is sent on to it, and
 * browsers hold that against the page's policy as well.
 */
@WebFilter("/*")
public class PolicyFilter implements Filter {

    private static final String OWN = "form-action 'self'";

    private final String together;

    @Inject
    public PolicyFilter(SignIn signIn) {
        URI issuer = URI.create(signIn.getIssuer());
        together = OWN + " " + issuer.getScheme() + "://" + issuer.getRawAuthority();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response) {

            @Override
            public void setHeader(String name, String value) {
                super.setHeader(name, completed(name, value));
            }

            @Override
            public void addHeader(String name, String value) {
                super.addHeader(name, completed(name, value));
            }
        });
    }

    private String completed(String name, String value) {
        return "Content-Security-Policy".equalsIgnoreCase(name) ? value.replace(OWN, together) : value;
    }
}
