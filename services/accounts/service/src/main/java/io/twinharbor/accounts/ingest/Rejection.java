package io.twinharbor.accounts.ingest;

/**
 * A row of a file that cannot become a user.
 *
 * @param line   where it begins, from 1
 * @param reason what is wrong with it
 */
record Rejection(long line, String reason) {
}
