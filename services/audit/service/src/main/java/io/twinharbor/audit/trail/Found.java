package io.twinharbor.audit.trail;

/**
 * An event that was looked for.
 *
 * @param seq        its number in the chain
 * @param occurredAt when, as its JSON says it
 * @param json       the event as clients see it
 */
record Found(long seq, String occurredAt, String json) {
}
