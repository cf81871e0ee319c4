package io.twinharbor.delivery.deployment;

import jakarta.persistence.EnumeratedValue;

/** How a deployment went. */
public enum Status {
    /** Nobody has said yet. */
    PENDING("pending"),
    /** Users have it, or had it. */
    SUCCEEDED("succeeded"),
    /** It was refused, or taken back before it was settled. */
    FAILED("failed"),
    /** A later one went live before this was settled: it was never tried by itself, so it counts for nothing. */
    SUPERSEDED("superseded");

    @EnumeratedValue
    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** As the API and the database have it. */
    public String word() {
        return word;
    }
}
