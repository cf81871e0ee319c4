package io.twinharbor.accounts.access;

import java.util.function.Predicate;
import java.util.stream.Stream;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.security.Principal;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Decides who may list the directory: everyone, as the original application had it, or readers only. */
@Singleton
public class ReadAccess {

    private final boolean open;

    /**
     * @param open the setting {@code DIRECTORY_READ_OPEN}
     */
    @Inject
    public ReadAccess(@ConfigProperty(name = "directory.read.open") boolean open) {
        this.open = open;
    }

    /**
     * Lets the caller pass or ends the request with 401 or 403.
     *
     * @param caller who asks, null if nobody signed in
     * @param inRole whether the caller has a role
     */
    public void check(Principal caller, Predicate<String> inRole) {
        if (open) {
            return;
        }
        if (caller == null) {
            throw new ProblemException(
                    Problem.of(Response.Status.UNAUTHORIZED, "A bearer token with the role reader is needed."),
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        if (Stream.of(Roles.READER, Roles.EDITOR, Roles.ADMIN).noneMatch(inRole)) {
            throw new ProblemException(
                    Problem.of(Response.Status.FORBIDDEN, "The token lacks the role reader."));
        }
    }
}
