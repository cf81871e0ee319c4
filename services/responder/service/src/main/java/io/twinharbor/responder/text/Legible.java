package io.twinharbor.responder.text;

import java.util.regex.Pattern;

/** What others have written, as the database can keep it and a page show it. */
public final class Legible {

    /** Lines and columns stay: logs and annotations have them. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\r\\t]]");

    private Legible() {
    }

    /** The text with a replacement character (U+FFFD) for each control character and each half of a surrogate pair. */
    public static String of(String text) {
        return UNSHOWN.matcher(text).replaceAll("\ufffd");
    }
}
