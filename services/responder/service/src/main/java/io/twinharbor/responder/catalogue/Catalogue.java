package io.twinharbor.responder.catalogue;

import java.util.List;
import java.util.Map;

import io.twinharbor.responder.cause.CauseRule;

/**
 * What may be done, what is looked at, and what it is taken for: the file that operations keep in Git.
 *
 * @param actions by name
 * @param series  looked at before and after an alert began
 * @param causes  that an incident may have, and what speaks for each
 * @param logs    what is asked of the log store
 */
public record Catalogue(Map<String, Entry> actions, Map<String, Watched> series, List<CauseRule> causes, Template logs) {

    /**
     * Something that is measured.
     *
     * @param query what Thanos is asked; without a label that it names, it is not asked
     * @param least the smallest change that counts
     */
    public record Watched(Template query, double least) {
    }
}
