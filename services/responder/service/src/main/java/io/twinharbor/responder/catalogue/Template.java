package io.twinharbor.responder.catalogue;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text in which {@code {label}} stands for an alert's label.
 *
 * @param text as the catalogue has it
 */
public record Template(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_][a-z0-9_]*)}");
    /** None of these ends a text in PromQL or LogsQL, or means anything in a regular expression but the point. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:/@ -]*");

    /**
     * The text with the labels' values in it.
     *
     * @throws IllegalArgumentException if a label is missing, or its value has characters that could mean something else
     */
    public String fill(Map<String, String> labels) {
        return PLACE.matcher(text).replaceAll(place -> value(place, labels));
    }

    private static String value(MatchResult place, Map<String, String> labels) {
        String value = labels.get(place.group(1));
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the alert has no label " + place.group(1));
        }
        if (!HARMLESS.matcher(value).matches()) {
            throw new IllegalArgumentException("the label " + place.group(1) + " has characters that no name has");
        }
        return value;
    }
}
