package io.twinharbor.console.releases;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a release manager may tell a release to do. */
public enum Order {
    /** Go no further until it is let go on. */
    PAUSE,
    /** Go on. */
    RESUME,
    /** Become what users have at once, without more measurements. */
    PROMOTE,
    /** Be given up: users keep what they have. */
    ABORT,
    /** Be tried again. */
    RETRY;

    /** As it stands in addresses and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word, which there is. */
    public static Order of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException(word));
    }

    /** The one of that word, if there is one. */
    public static Optional<Order> find(String word) {
        return Arrays.stream(values()).filter(order -> order.word().equals(word)).findFirst();
    }
}
