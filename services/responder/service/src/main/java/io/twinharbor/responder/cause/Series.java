package io.twinharbor.responder.cause;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was measured of one thing over a while. */
public record Series(Map<String, String> labels, List<Point> points) {

    /** One measurement. */
    public record Point(Instant at, double value) {
    }
}
