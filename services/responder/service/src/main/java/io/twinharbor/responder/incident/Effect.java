package io.twinharbor.responder.incident;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.catalogue.Catalogue;
import io.twinharbor.responder.cause.Movement;
import io.twinharbor.responder.cause.Movements;
import io.twinharbor.responder.cause.Series;

/** How what had moved stands a while later. */
record Effect(Catalogue catalogue, Alert alert, Investigation.Metrics metrics, Clock clock) {

    private static final Duration LATELY = Duration.ofMinutes(2);

    /**
     * A series that had moved.
     *
     * @param now    its median of the last two minutes; NaN if there is none
     * @param isBack whether it is nearer to what it was before than to what it had become
     */
    record Later(Movement movement, double now, boolean isBack) {
    }

    List<Later> now(List<Movement> moved) {
        List<Later> later = new ArrayList<>();
        for (Movement movement : moved) {
            Optional.ofNullable(catalogue.series().get(movement.series()))
                    .flatMap(watched -> Investigation.query(watched, alert)).flatMap(query -> value(query, movement))
                    .ifPresent(now -> later.add(new Later(movement, now, isBack(movement, now))));
        }
        return later;
    }

    /** Nothing if Thanos does not answer. */
    private Optional<Double> value(String query, Movement movement) {
        try {
            double[] values = metrics.range(query, clock.instant().minus(LATELY), clock.instant()).stream()
                    .filter(series -> series.labels().equals(movement.labels())).flatMap(series -> series.points().stream())
                    .mapToDouble(Series.Point::value).filter(value -> !Double.isNaN(value)).toArray();
            return Optional.of(values.length == 0 ? Double.NaN : Movements.median(values));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isBack(Movement movement, double now) {
        double before = orNothing(movement.before());
        return Math.abs(orNothing(now) - before) < Math.abs(orNothing(now) - orNothing(movement.after()));
    }

    private static double orNothing(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
