package io.twinharbor.audit.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The form of a row that hashes and signatures are made of: each value with its length in bytes in front, {@code 3:Ada,}, and
 * {@code -,} where there is none, so that no two rows have the same. Moments are microseconds since 1970. The migration that
 * makes {@code audit_event} does the same in SQL.
 */
final class Canonical {

    private final StringBuilder text = new StringBuilder(1024);

    Canonical add(String value) {
        if (value == null) {
            text.append('-');
        } else {
            text.append(length(value)).append(':').append(value);
        }
        text.append(',');
        return this;
    }

    Canonical add(long value) {
        return add(Long.toString(value));
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the hash before and this. */
    byte[] hashAfter(byte[] previous) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static int length(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }
}
