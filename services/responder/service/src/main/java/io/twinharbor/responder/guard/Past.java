package io.twinharbor.responder.guard;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import io.twinharbor.responder.catalogue.Target;

/** What was done before, by whichever instance; what was refused does not count. */
public interface Past {

    /** How often this action was begun since then. */
    int count(String action, Instant since) throws SQLException;

    /** How often anything was. */
    int count(Instant since) throws SQLException;

    /** When anything was begun last with this target. */
    Optional<Instant> last(Target target) throws SQLException;
}
