package io.twinharbor.delivery.history;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a commit's message says to programs. */
final class Words {

    private static final Pattern BUILT_FROM = Pattern.compile("(?m)^Built-From: ([0-9a-f]{40})$");
    private static final Pattern TAKES_BACK =
            Pattern.compile("(?m)^(?:Undoes: |This reverts commit )([0-9a-f]{40})\\b");
    private static final Pattern TRAILERS = Pattern.compile("(?s)\\n\\n(?:[A-Za-z-]+: [^\\n]*\\n?)+\\s*$");

    private Words() {
    }

    /** What images were built from, as whoever records them for staging says. */
    static Optional<String> builtFrom(String message) {
        return BUILT_FROM.matcher(message).results().map(found -> found.group(1)).findFirst();
    }

    /** Which commit it takes back: a pipeline says {@code Undoes}, and Git itself has its sentence. */
    static Optional<String> takesBack(String message) {
        return TAKES_BACK.matcher(message).results().map(found -> found.group(1)).findFirst();
    }

    /** What stands between the first line and the trailers, else the first line. */
    static String reason(String message) {
        String text = TRAILERS.matcher(message.strip()).replaceFirst("");
        int subject = text.indexOf("\n\n");
        return (subject < 0 ? text : text.substring(subject)).strip();
    }
}
