package io.twinharbor.responder.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.twinharbor.responder.cause.Series.Point;
import org.junit.jupiter.api.Test;

/** When a series is not what it was any more. */
class MovementsTest {

    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final int USUAL = 80;
    private static final int ALL = 240;

    @Test
    void aStepIsFoundWhereItBegins() {
        Movement movement = find(i -> i < 200 ? 0.1 : 0.9).orElseThrow();
        assertEquals(at(200), movement.at());
        assertEquals(0.1, movement.before(), 1e-9);
        assertEquals(0.9, movement.after(), 1e-9);
        assertEquals("errors up", movement.fact().name());
    }

    @Test
    void whatIsNoisyAllTheTimeHasNotMoved() {
        assertTrue(find(i -> 10 + i * 7 % 5).isEmpty());
    }

    @Test
    void aSinglePeakIsNoMovement() {
        assertTrue(find(i -> i == 150 ? 50 : 1).isEmpty());
    }

    @Test
    void aChangeTooSmallToCountIsNone() {
        assertTrue(find(i -> i < 200 ? 0 : 0.009).isEmpty());
        assertTrue(find(i -> i < 200 ? 0 : 0.02).isPresent());
    }

    @Test
    void lessThanHalfAsMuchAgainIsNoMovement() {
        assertTrue(find(i -> i < 200 ? 100 : 140).isEmpty());
        assertEquals("errors down", find(i -> i < 200 ? 100 : 40).orElseThrow().fact().name());
    }

    @Test
    void whatAppearsHasMoved() {
        Movement movement = find(i -> i < 160 ? null : 0.5).orElseThrow();
        assertEquals(at(160), movement.at());
        assertTrue(Double.isNaN(movement.before()));
        assertEquals("errors up", movement.fact().name());
    }

    @Test
    void whatEndsHasMoved() {
        Movement movement = find(i -> i < 180 ? 1.0 : null).orElseThrow();
        assertEquals(at(180), movement.at());
        assertTrue(Double.isNaN(movement.after()));
        assertEquals("errors down", movement.fact().name());
    }

    @Test
    void whatIsNoNumberIsNoMeasurement() {
        assertTrue(find(i -> i % 2 == 0 ? Double.NaN : 1).isEmpty());
        assertTrue(find(i -> null).isEmpty());
    }

    private interface Measured {

        /** A boxed value, so that there may be none. */
        Number at(int i);
    }

    private static Optional<Movement> find(Measured measured) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < ALL; i++) {
            Number value = measured.at(i);
            if (value != null) {
                points.add(new Point(at(i), value.doubleValue()));
            }
        }
        return Movements.find("errors", new Series(Map.of("cluster", "east"), points), at(USUAL), at(ALL), 0.01);
    }

    private static Instant at(int i) {
        return START.plus(Movements.STEP.multipliedBy(i));
    }
}
