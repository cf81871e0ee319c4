package io.twinharbor.audit.chain;

/** The chain is not whole, so that nothing may be signed or let go. */
final class Tampered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Tampered(String summary) {
        super(summary + ", which verify tells: nothing is signed or let go");
    }
}
