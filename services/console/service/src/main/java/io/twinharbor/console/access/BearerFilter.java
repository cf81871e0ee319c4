package io.twinharbor.console.access;

import com.ibm.websphere.security.jwt.InvalidConsumerException;
import com.ibm.websphere.security.jwt.InvalidTokenException;
import com.ibm.websphere.security.jwt.JwtConsumer;
import com.ibm.websphere.security.jwt.JwtToken;
import io.twinharbor.console.problem.Problem;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Lets nobody to the API but who brings a token of the issuer for the console, with the role for what is asked. */
@Provider
public class BearerFilter implements ContainerRequestFilter {

    /** Under which the request knows who asks. */
    public static final String CALLER = "io.twinharbor.console.caller";
    private static final String SCHEME = "Bearer ";
    private static final List<String> MAY_CHANGE = List.of(Roles.RELEASE_MANAGER, Roles.OPERATIONS);
    private static final List<String> MAY_SEE = List.of(Roles.DEVELOPER, Roles.RELEASE_MANAGER, Roles.OPERATIONS);

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(SCHEME)) {
            refuse(request, Response.Status.UNAUTHORIZED, "A bearer token is needed.");
            return;
        }
        try {
            JwtToken token = JwtConsumer.create("console").createJwt(header.substring(SCHEME.length()));
            List<String> needed = HttpMethod.GET.equals(request.getMethod()) ? MAY_SEE : MAY_CHANGE;
            List<?> has = token.getClaims().getClaim("groups", List.class);
            if (has == null || has.stream().noneMatch(needed::contains)) {
                refuse(request, Response.Status.FORBIDDEN, "The token lacks the role " + needed.get(0) + ".");
                return;
            }
            request.setProperty(CALLER, token.getClaims().getClaim("preferred_username", String.class));
        } catch (InvalidTokenException | InvalidConsumerException e) {
            refuse(request, Response.Status.UNAUTHORIZED, "The token is not valid.");
        }
    }

    private static void refuse(ContainerRequestContext request, Response.Status status, String detail) {
        request.abortWith(new Problem(status.getStatusCode(), detail).toResponse().header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build());
    }
}
