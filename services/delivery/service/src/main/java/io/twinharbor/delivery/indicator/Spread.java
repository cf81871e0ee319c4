package io.twinharbor.delivery.indicator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long something took, most of the time. A mean would be drawn by the one that took a week.
 *
 * @param count  how many times it was seen
 * @param median half of them took no longer
 * @param p90    nine tenths took no longer
 */
public record Spread(int count, Duration median, Duration p90) {

    /** Of these; empty if there are none. */
    public static Optional<Spread> of(List<Duration> times) {
        if (times.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = times.stream().sorted().toList();
        Duration median = sorted.get((sorted.size() - 1) / 2).plus(sorted.get(sorted.size() / 2)).dividedBy(2);
        return Optional.of(new Spread(sorted.size(), median, sorted.get((int) Math.ceil(sorted.size() * 0.9) - 1)));
    }
}
