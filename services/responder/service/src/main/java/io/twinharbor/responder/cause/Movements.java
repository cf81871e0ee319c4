package io.twinharbor.responder.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

import io.twinharbor.responder.cause.Series.Point;

/**
 * When a series left what it usually is: for two measurements in a row it is further from the median of its usual values than
 * six times their usual distance from it, than half of the median, and than the least that counts. What appears or ends has moved
 * as well.
 */
public final class Movements {

    /** Between two measurements. */
    public static final Duration STEP = Duration.ofSeconds(15);

    /** By which the median of distances is as wide as a standard deviation. */
    private static final double NORMAL = 1.4826;
    private static final double FAR = 6;
    private static final double HALF = 0.5;

    private Movements() {
    }

    /**
     * Since when it is not what it was.
     *
     * @param name   of the series in the catalogue
     * @param until  what is before is usual
     * @param end    of what was asked for
     * @param least  the smallest change that counts
     */
    public static Optional<Movement> find(String name, Series series, Instant until, Instant end, double least) {
        List<Point> points = series.points().stream().filter(point -> !Double.isNaN(point.value())).toList();
        List<Point> later = points.stream().filter(point -> !point.at().isBefore(until)).toList();
        double[] usual = points.stream().filter(point -> point.at().isBefore(until)).mapToDouble(Point::value).toArray();
        double median = usual.length == 0 ? Double.NaN : median(usual);
        double limit = limit(usual, median, least);
        for (int i = 0; i + 1 < later.size(); i++) {
            if (isAway(later.get(i), median, limit) && isAway(later.get(i + 1), median, limit)) {
                return Optional.of(new Movement(name, series.labels(), later.get(i).at(), median, later.get(i + 1).value()));
            }
        }
        Instant last = points.isEmpty() ? end : points.get(points.size() - 1).at();
        if (last.isBefore(end.minus(STEP.multipliedBy(3))) && usual.length > 0) {
            return Optional.of(new Movement(name, series.labels(), last.plus(STEP), median, Double.NaN));
        }
        return Optional.empty();
    }

    private static boolean isAway(Point point, double median, double limit) {
        return Math.abs(point.value() - (Double.isNaN(median) ? 0 : median)) > limit;
    }

    private static double limit(double[] usual, double median, double least) {
        if (usual.length == 0) {
            return least;
        }
        double distance = median(DoubleStream.of(usual).map(value -> Math.abs(value - median)).toArray());
        return Math.max(least, Math.max(FAR * NORMAL * distance, HALF * Math.abs(median)));
    }

    /** The one in the middle. */
    public static double median(double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
