package io.twinharbor.audit.problem;

import java.sql.SQLException;
import java.util.Map;

import jakarta.ws.rs.core.Response;

/** Tells a database that is away for a moment from a fault of ours. */
public final class Unavailable {

    private Unavailable() {
    }

    /**
     * Whether the database could not be reached, had no connection left, was shutting down, held a lock for too
     * long, or broke a deadlock (SQLSTATE classes 08, 53, 57, and 55P03, 40P01 of PostgreSQL's appendix A).
     */
    public static boolean isCauseOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isTransient(sql)
                    || cause.getClass().getName().startsWith("jakarta.resource.")) {
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
        return new ProblemException(Problem.of(Response.Status.SERVICE_UNAVAILABLE,
                "The trail cannot be reached right now: try again."), Map.of("Retry-After", "2"));
    }
}
