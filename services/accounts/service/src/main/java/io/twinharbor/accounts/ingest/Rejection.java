package io.twinharbor.accounts.ingest;

/**
 * A row of a file that cannot become a user.
 *
 * @param line   where it begins, from 1
 * @param reason what is wrong with it; may quote the file, so it is kept {@link #legible}
 */
record Rejection(long line, String reason) {

    private static final int LONGEST = 500;

    Rejection {
        reason = legible(reason);
    }

    /** The text without what the database could not keep or a screen not show, and no longer than needed. */
    static String legible(String text) {
        String clean = text.replaceAll("[\\p{Cc}\\p{Cs}]", "\ufffd");
        return clean.length() <= LONGEST ? clean : clean.substring(0, clean.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }
}
