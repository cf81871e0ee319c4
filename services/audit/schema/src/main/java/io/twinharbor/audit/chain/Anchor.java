package io.twinharbor.audit.chain;

import java.util.Locale;

/**
 * The hash of a row as it was noted outside of the database.
 *
 * @param seq  the row
 * @param hash in hexadecimal
 */
record Anchor(long seq, String hash) {

    /** Such as {@code 57:9f86d0…}, as the service tells it. */
    static Anchor parse(String text) {
        if (!text.matches("[1-9][0-9]{0,17}:[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("EXPECTED_HEAD must be a row's number, a colon and its hash in hexadecimal");
        }
        int colon = text.indexOf(':');
        return new Anchor(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1).toLowerCase(Locale.ROOT));
    }
}
