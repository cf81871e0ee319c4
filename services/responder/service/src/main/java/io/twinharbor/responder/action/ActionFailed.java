package io.twinharbor.responder.action;

/** An action that could not be done, for a reason that the record shows. */
public class ActionFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what stands in the way. */
    public ActionFailed(String reason) {
        super(reason);
    }
}
