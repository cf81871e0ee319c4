package io.twinharbor.console.backend;

/** A backend says that it cannot: an answer of 5xx. */
public class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String detail) {
        super(detail);
    }
}
