package io.twinharbor.responder.action;

import java.time.Duration;

import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Singleton;

/** Ends a release under way, or takes one back that users have had for a short while. */
@Singleton
public class UndoRollout implements Action {

    @Override
    public Kind kind() {
        return Kind.UNDO_ROLLOUT;
    }

    @Override
    public String perform(Order order) {
        Rollouts rollout = new Rollouts(order);
        return rollout.isUnderWay() ? rollout.abort() : rollout.undo(Duration.parse(order.entry().setting("within")));
    }
}
