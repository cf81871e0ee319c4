package io.twinharbor.delivery.deployment;

import java.time.Instant;

/**
 * What all evidence of a deployment comes to.
 *
 * @param status       how it went
 * @param finishedAt   when that was clear, or null
 * @param liveAt       since when users had it, or null
 * @param reachedUsers whether they did before it failed; null if nobody saw
 * @param takenBackAt  when users had what was before again, although it had succeeded; or null
 * @param evidence     from where it is known, or null
 * @param reason       of a failure, or null
 */
public record Verdict(Status status, Instant finishedAt, Instant liveAt, Boolean reachedUsers, Instant takenBackAt,
        Evidence evidence, String reason) {

    /** Nobody has said anything. */
    public static final Verdict PENDING = new Verdict(Status.PENDING, null, null, null, null, null, null);

    /** Users have it. */
    public static Verdict succeeded(Instant at, Evidence evidence) {
        return new Verdict(Status.SUCCEEDED, at, at, true, null, evidence, null);
    }

    /** It was refused. */
    public static Verdict failed(Instant at, Instant servedFrom, Boolean reachedUsers, Evidence evidence, String reason) {
        return new Verdict(Status.FAILED, at, servedFrom, reachedUsers, null, evidence, reason);
    }

    /** A later one went live. */
    public static Verdict superseded(Instant at, Evidence evidence) {
        return new Verdict(Status.SUPERSEDED, at, null, null, null, evidence, null);
    }

    /** The same, taken back later. */
    public Verdict takenBack(Instant at) {
        return new Verdict(status, finishedAt, liveAt, reachedUsers, at, evidence, reason);
    }

    /** The same failure with what somebody else saw of it. */
    public Verdict with(Instant servedFrom, Boolean reached) {
        return new Verdict(status, finishedAt, liveAt == null ? servedFrom : liveAt,
                reachedUsers == null ? reached : reachedUsers, takenBackAt, evidence, reason);
    }
}
