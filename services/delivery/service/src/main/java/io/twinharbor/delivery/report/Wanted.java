package io.twinharbor.delivery.report;

import java.util.Locale;

/** Which way of a number is good. */
enum Wanted {
    LESS, MORE, EITHER;

    static Wanted named(String word) {
        return word == null ? EITHER : valueOf(word.toUpperCase(Locale.ROOT));
    }

    String verdict(double change) {
        return this == EITHER ? "" : change < 0 == (this == LESS) ? "better" : "worse";
    }
}
