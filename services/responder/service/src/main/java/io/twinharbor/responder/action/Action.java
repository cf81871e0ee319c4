package io.twinharbor.responder.action;

import io.twinharbor.responder.catalogue.Kind;

/** Does one kind of thing. What it needs to be allowed is a Role of the same name, in kustomize/platform/responder-access. */
public interface Action {

    /** Which kind it is. */
    Kind kind();

    /**
     * Does it, or has the API check whether it could be done.
     *
     * @return what was done, for the record
     * @throws ActionFailed if it cannot be done, as with any refusal of the API
     */
    String perform(Order order);
}
