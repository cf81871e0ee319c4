package io.twinharbor.audit.feed;

import java.util.Optional;

/** Where events come from. */
interface Source {

    /** The most events that one page has. */
    int PAGE = 1000;

    /**
     * The events after a position.
     *
     * @param position null for the oldest
     * @return empty if the source has no event at this position (any more)
     * @throws SourceException if it cannot be asked right now
     */
    Optional<Page> after(String position);
}
