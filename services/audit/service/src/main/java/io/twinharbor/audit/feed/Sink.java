package io.twinharbor.audit.feed;

import java.sql.SQLException;

/** Where events go. */
public interface Sink {

    /** That of the last event; null if there is none yet. */
    String position() throws SQLException;

    /** Adds those of a JSON array that are not there yet, in its order, all or none of them. */
    void append(String events) throws SQLException;

    /** Notes that the source no longer had an event, and where it is followed from now on. */
    void resume(String lost, String position) throws SQLException;
}
