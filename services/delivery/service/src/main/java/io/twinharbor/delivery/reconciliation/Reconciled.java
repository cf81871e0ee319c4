package io.twinharbor.delivery.reconciliation;

import java.time.Instant;

/**
 * What is stored is what Git and the clusters say.
 *
 * @param at when
 */
public record Reconciled(Instant at) {
}
