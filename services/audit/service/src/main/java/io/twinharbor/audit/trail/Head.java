package io.twinharbor.audit.trail;

/**
 * The last row of the chain.
 *
 * @param seq      its number
 * @param position of its event in the order of the source
 * @param hash     in hexadecimal: whoever notes it can later show that no row up to this one was changed
 */
record Head(long seq, String position, String hash) {
}
