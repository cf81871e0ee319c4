package io.twinharbor.responder.source;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.cause.Fact;

/** Wherever logs are kept. */
public interface LogLines {

    /** Lines that may have to do with an alert, the oldest first. */
    List<Fact> of(Alert alert, Instant from, Instant to) throws IOException;
}
