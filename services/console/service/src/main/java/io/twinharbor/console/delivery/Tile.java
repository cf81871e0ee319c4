package io.twinharbor.console.delivery;

import java.util.function.DoubleFunction;

/**
 * One figure, and whether it is better than before.
 *
 * @param key   of its text
 * @param words what it is, or nothing
 * @param was   what it was before, or nothing
 * @param trend {@code better}, {@code worse}, or nothing to say
 */
public record Tile(String key, String words, String was, String trend) {

    private static final double HARDLY = 0.02;

    static Tile of(String key, Double now, Double before, boolean moreIsBetter, DoubleFunction<String> words) {
        String trend = "";
        if (now != null && before != null && Math.abs(now - before) > HARDLY * Math.max(Math.abs(now), Math.abs(before))) {
            trend = now > before == moreIsBetter ? "better" : "worse";
        }
        return new Tile(key, now == null ? "" : words.apply(now), before == null ? "" : words.apply(before), trend);
    }
}
