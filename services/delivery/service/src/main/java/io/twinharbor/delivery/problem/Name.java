package io.twinharbor.delivery.problem;

import java.util.regex.Pattern;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;

/** How services and environments are called: as namespaces are (RFC 1123). */
public final class Name {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private Name() {
    }

    /** Whether something can be called so. */
    public static boolean fits(String name) {
        return FORM.matcher(name).matches();
    }

    /**
     * What a parameter names, which may be left out.
     *
     * @param name      null if it is left out
     * @param parameter how the client knows it
     * @return the name as it is, or null
     * @throws ProblemException 400 that names the parameter if nothing can be called so
     */
    public static String wanted(String name, String parameter) {
        if (name != null && !fits(name)) {
            throw new ProblemException(
                    Problem.bad(parameter + " must be a name of a-z and 0-9, with - between, and of 63 characters at most."));
        }
        return name;
    }
}
