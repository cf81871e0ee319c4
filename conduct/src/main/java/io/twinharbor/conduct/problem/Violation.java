package io.twinharbor.conduct.problem;

/**
 * One defect of a request body.
 *
 * @param pointer where, as an RFC 6901 pointer in a URI fragment, such as {@code #/email}
 * @param detail  what is wrong and what would be right
 */
public record Violation(String pointer, String detail) {

    /** In one line for people, such as {@code email is required}. */
    public String inWords() {
        return pointer.substring("#/".length()) + " " + detail;
    }
}
