package io.twinharbor.conduct.problem;

import java.sql.SQLException;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tells a database that is away for a moment from a fault of ours. */
public final class Unavailable {

    private static final String READ_ONLY_TRANSACTION = "25006";

    private Unavailable() {
    }

    /**
     * Whether the database could not be reached, had no connection left, was shutting down, held a lock for too
     * long, or broke a deadlock (SQLSTATE classes 08, 53, 57, and 55P03, 40P01 of PostgreSQL's appendix A).
     */
    public static boolean isCauseOf(Throwable thrown) {
        return isIn(thrown, cause -> cause instanceof SQLException sql && isTransient(sql)
                || cause.getClass().getName().startsWith("jakarta.resource."));
    }

    /** Whether a write came to a standby, because no primary could be reached (SQLSTATE 25006). */
    public static boolean isReadOnly(Throwable thrown) {
        return isIn(thrown, cause -> cause instanceof SQLException sql && READ_ONLY_TRANSACTION.equals(sql.getSQLState()));
    }

    private static boolean isIn(Throwable thrown, Predicate<Throwable> test) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (test.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransient(SQLException sql) {
        String state = sql.getSQLState();
        return sql instanceof java.sql.SQLTransientException
                || state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57")
                        || state.equals("55P03") || state.equals("40P01"));
    }

    /** 503 with the time after which a retry makes sense. */
    public static ProblemException problem() {
        return problem(what() + " cannot be reached right now: try again.", "2");
    }

    /** 503 for writes alone. */
    public static ProblemException readOnlyProblem() {
        return problem(what() + " can only be read right now, its primary database cannot be reached: nothing was "
                + "changed, try again.", "10");
    }

    /** As its clients know what the database holds: the setting {@code database.known.as}. */
    private static String what() {
        return ConfigProvider.getConfig().getValue("database.known.as", String.class);
    }

    private static ProblemException problem(String detail, String seconds) {
        return new ProblemException(Problem.of(Response.Status.SERVICE_UNAVAILABLE, detail), Map.of("Retry-After", seconds));
    }
}
