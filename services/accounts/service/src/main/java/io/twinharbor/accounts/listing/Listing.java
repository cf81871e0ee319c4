package io.twinharbor.accounts.listing;

/**
 * All users as one JSON array, and the state of the database that it shows.
 *
 * @param snapshot which transactions are in it; the same text means the same rows, null that nothing tells
 * @param body     UTF-8; null where there are too many users to keep them
 */
record Listing(String snapshot, byte[] body) {
}
