package io.twinharbor.conduct.problem;

import java.util.Map;

/** Ends a request with a problem; a transaction under way is rolled back. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    /** Ends the request with {@code problem}. */
    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /** Ends the request with {@code problem} and these response headers, such as {@code Retry-After}. */
    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    /** The problem to tell. */
    public Problem problem() {
        return problem;
    }

    /** Headers that go with it. */
    public Map<String, String> headers() {
        return headers;
    }
}
