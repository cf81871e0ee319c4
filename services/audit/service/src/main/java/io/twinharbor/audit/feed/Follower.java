package io.twinharbor.audit.feed;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes what the source has after the last event of the trail. Where that is stands in the trail itself and nowhere else, so an
 * end at any moment loses nothing, and what is taken twice is absorbed.
 */
final class Follower {

    private static final Logger LOG = Logger.getLogger(Follower.class.getName());

    private final Source source;
    private final Sink trail;

    Follower(Source source, Sink trail) {
        this.source = source;
        this.trail = trail;
    }

    /**
     * Goes on to the newest event.
     *
     * @param goOn asked before each page
     * @return whether it came there
     */
    boolean catchUp(BooleanSupplier goOn) throws SQLException {
        String position = trail.position();
        while (goOn.getAsBoolean()) {
            Optional<Page> page = source.after(position);
            if (page.isEmpty()) {
                return beginAnew(position, goOn);
            }
            position = take(page.get(), position);
            if (page.get().count() < Source.PAGE) {
                return true;
            }
        }
        return false;
    }

    /** The source does not know the last event of the trail: it was set back, so that any of its events may be new. */
    private boolean beginAnew(String lost, BooleanSupplier goOn) throws SQLException {
        LOG.log(Level.WARNING, "The source has no event at {0} any more: it is read from its beginning", lost);
        String position = null;
        while (goOn.getAsBoolean()) {
            Page page = source.after(position).orElseThrow(() -> new SourceException("the source was set back meanwhile"));
            position = take(page, position);
            if (page.count() < Source.PAGE) {
                if (position != null) {
                    trail.resume(lost, position);
                }
                return true;
            }
        }
        return false;
    }

    private String take(Page page, String position) throws SQLException {
        if (page.count() == 0) {
            return position;
        }
        trail.append(page.json());
        return page.last();
    }
}
