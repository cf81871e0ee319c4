package io.twinharbor.responder.action;

import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Singleton;

/** Ends a release under way. */
@Singleton
public class AbortRollout implements Action {

    @Override
    public Kind kind() {
        return Kind.ABORT_ROLLOUT;
    }

    @Override
    public String perform(Order order) {
        Rollouts rollout = new Rollouts(order);
        if (!rollout.isUnderWay()) {
            throw new ActionFailed("no release is under way");
        }
        return rollout.abort();
    }
}
