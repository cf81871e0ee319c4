package io.twinharbor.responder.action;

import java.util.EnumMap;
import java.util.Map;

import io.twinharbor.responder.catalogue.Kind;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Everything that can be done, by its kind. */
@Singleton
public class Actions {

    private final Map<Kind, Action> byKind = new EnumMap<>(Kind.class);

    @Inject
    public Actions(@Any Instance<Action> actions) {
        this((Iterable<Action>) actions);
    }

    /** Of these. */
    public Actions(Iterable<Action> actions) {
        actions.forEach(action -> byKind.put(action.kind(), action));
    }

    /** Does what the order's entry says. */
    public String perform(Order order) {
        return byKind.get(order.entry().kind()).perform(order);
    }
}
