package io.twinharbor.accounts.directory;

import java.util.Locale;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * Which users a client wants.
 *
 * @param active      null for both
 * @param emailPrefix null for all; in lower case, as it is compared without regard to case
 */
public record UserFilter(Boolean active, String emailPrefix) {

    /**
     * @throws ProblemException 400 that names the parameter which does not fit
     */
    public static UserFilter parse(String active, String emailPrefix) {
        return new UserFilter(parseActive(active), parsePrefix(emailPrefix));
    }

    private static Boolean parseActive(String active) {
        if (active == null) {
            return null;
        }
        return switch (active) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("active must be true or false.");
        };
    }

    private static String parsePrefix(String prefix) {
        if (prefix == null) {
            return null;
        }
        if (prefix.length() > UserDraft.EMAIL_LENGTH || prefix.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw bad("emailPrefix must be the beginning of an e-mail address: ASCII, at most "
                    + UserDraft.EMAIL_LENGTH + " characters.");
        }
        return prefix.toLowerCase(Locale.ROOT);
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.of(Response.Status.BAD_REQUEST, detail));
    }
}
