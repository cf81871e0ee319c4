package io.twinharbor.responder.cause;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A series that is not what it was.
 *
 * @param series by its name in the catalogue
 * @param at     since when
 * @param before what it was usually; NaN if there was none
 * @param after  what it was then; NaN if there is none any more
 */
public record Movement(String series, Map<String, String> labels, Instant at, double before, double after) {

    /** As a fact to guess by: its name says which way it went. */
    public Fact fact() {
        String of = labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
        return new Fact(Sign.Kind.MOVED, series + (isUp() ? " up" : " down"), at,
                "%s%s went from %s to %s".formatted(
                        series, of.isEmpty() ? "" : " (" + of + ")", inWords(before), inWords(after)));
    }

    private boolean isUp() {
        return !Double.isNaN(after) && (Double.isNaN(before) || after > before);
    }

    private static String inWords(double value) {
        return Double.isNaN(value) ? "nothing" : String.format(java.util.Locale.ROOT, "%.4g", value);
    }
}
