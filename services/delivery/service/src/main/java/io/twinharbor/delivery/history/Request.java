package io.twinharbor.delivery.history;

import java.time.Instant;

import io.twinharbor.delivery.deployment.Kind;

/**
 * A commit on main's own line that changed what an environment is to have.
 *
 * @param service     name of its folder below services
 * @param environment staging, or a cluster of production
 * @param revision    the commit
 * @param at          when it came to main
 * @param handedOnAt  when the environment before it was found to be good, if it was: a promotion is written down then
 * @param kind        what it is for
 * @param undoes      the commit that it takes back, or null
 * @param reason      why it does, in its own words; empty if it takes nothing back
 * @param version     the service's images, by digest
 * @param build       what they were built from, or null if no pipeline has said so
 * @param before      what the images before were built from, or null
 */
public record Request(String service, String environment, String revision, Instant at, Instant handedOnAt, Kind kind,
        String undoes, String reason, String version, Build build, Build before) {

    /**
     * How images came to be.
     *
     * @param revision what they were built from
     * @param mergedAt when that came to main
     * @param at       when they were recorded for staging
     */
    public record Build(String revision, Instant mergedAt, Instant at) {
    }
}
