package io.twinharbor.audit.feed;

/** The source of events cannot be asked right now; the message says why. */
class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SourceException(String message) {
        super(message);
    }

    SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
