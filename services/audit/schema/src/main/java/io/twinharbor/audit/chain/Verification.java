package io.twinharbor.audit.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goes along the chain, row by row, and notes each place where it is not as it was made. After such a place it goes on with
 * what is there, so that one forgery does not hide another.
 */
final class Verification {

    private static final int TOLD = 100;

    private final List<String> findings = new ArrayList<>();
    private final Map<Long, List<Checkpoint>> checkpoints = new TreeMap<>();
    private final Anchor anchor;
    private final long mayBeGone;
    private long count;
    private long rows;
    private long first;
    private long last;
    private byte[] lastHash;
    private boolean anchored;
    private long sound;

    /**
     * @param checkpoints of the database
     * @param keys        to verify their signatures with; null leaves them unverified
     * @param anchor      a row's hash that was noted elsewhere; null if none was
     */
    Verification(List<Checkpoint> checkpoints, Keys keys, Anchor anchor) {
        this.anchor = anchor;
        long gone = 0;
        for (Checkpoint checkpoint : checkpoints) {
            if (keys != null && !checkpoint.isSignedBy(keys)) {
                find("the checkpoint (" + checkpoint.kind() + ") at row " + checkpoint.seq() + " is not signed by this key");
                continue;
            }
            this.checkpoints.computeIfAbsent(checkpoint.seq(), any -> new ArrayList<>()).add(checkpoint);
            if (checkpoint.isForRetention()) {
                gone = Math.max(gone, checkpoint.seq());
            }
        }
        mayBeGone = gone;
    }

    /** The next row, in the order of numbers. */
    void add(Row row) {
        if (rows == 0) {
            begin(row);
        } else if (row.seq() <= last) {
            find("row " + row.seq() + " is there more than once");
        } else if (row.seq() > last + 1) {
            missing(last + 1, row.seq() - 1);
        } else if (!Arrays.equals(row.previous(), lastHash)) {
            find("row " + row.seq() + " does not follow row " + last + ": one of the two was replaced");
        }
        if (!Arrays.equals(row.computed(), row.hash())) {
            find("row " + row.seq() + " was changed: its hash is not that of what it says");
        }
        rows++;
        last = row.seq();
        lastHash = row.hash();
        compare();
    }

    private void begin(Row row) {
        first = row.seq();
        if (first == 1) {
            if (!Arrays.equals(row.previous(), Hashes.none())) {
                find("row 1 follows something: the rows before it are gone, or it was replaced");
            }
        } else if (first - 1 > mayBeGone) {
            missing(mayBeGone + 1, first - 1);
        } else {
            for (Checkpoint checkpoint : checkpoints.getOrDefault(first - 1, List.of())) {
                if (!Arrays.equals(checkpoint.hash(), row.previous())) {
                    find("row " + first + " does not follow the checkpoint at row " + checkpoint.seq() + ": it was replaced");
                }
            }
        }
    }

    /** Whoever makes all hashes anew, from a row to the end, makes them differ from what was signed, or noted elsewhere. */
    private void compare() {
        for (Checkpoint checkpoint : checkpoints.getOrDefault(last, List.of())) {
            if (Arrays.equals(checkpoint.hash(), lastHash)) {
                sound = last;
            } else {
                find("row " + last + " is not the one of the checkpoint (" + checkpoint.kind() + ") of " + checkpoint.madeAt()
                        + ": the chain was made anew somewhere in rows " + (Math.max(sound, first - 1) + 1) + " to " + last);
            }
        }
        if (anchor != null && anchor.seq() == last) {
            anchored = true;
            if (!anchor.hash().equals(Hashes.hex(lastHash))) {
                find("row " + last + " is not the one that was noted: the chain was made anew somewhere in rows "
                        + (Math.max(sound, first - 1) + 1) + " to " + last);
            }
        }
    }

    /** To be called after the last row. */
    Verification end() {
        long signed = checkpoints.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        if (signed > last) {
            missing(last + 1, signed);
        }
        if (anchor != null && !anchored && anchor.seq() > Math.max(last, signed)) {
            missing(Math.max(last, signed) + 1, anchor.seq());
        }
        return this;
    }

    private void missing(long from, long to) {
        find(from == to ? "row " + from + " is missing" : "rows " + from + " to " + to + " are missing");
    }

    private void find(String finding) {
        if (++count <= TOLD) {
            findings.add(finding);
        }
    }

    boolean isWhole() {
        return count == 0;
    }

    /** What is wrong and where, a line each; the first hundred. */
    List<String> findings() {
        return findings;
    }

    /** In one line: how much there is, or how much is wrong with it. */
    String summary() {
        if (!isWhole()) {
            return "the chain is broken in " + count + (count == 1 ? " place" : " places");
        }
        if (rows == 0) {
            return "the chain is whole: it has no row yet";
        }
        return "the chain is whole: " + rows + " rows, " + first + " to " + last + ", the last with hash " + Hashes.hex(lastHash);
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    byte[] lastHash() {
        return lastHash;
    }
}
