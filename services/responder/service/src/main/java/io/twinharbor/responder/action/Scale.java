package io.twinharbor.responder.action;

import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Singleton;

/** Raises what an autoscaler may make; how many it makes stays its own business. */
@Singleton
public class Scale implements Action {

    @Override
    public Kind kind() {
        return Kind.SCALE;
    }

    @Override
    public String perform(Order order) {
        var resource = order.cluster().autoscaling().v2().horizontalPodAutoscalers().inNamespace(order.target().namespace())
                .withName(order.target().name());
        var autoscaler = resource.get();
        if (autoscaler == null) {
            throw new ActionFailed("there is no such autoscaler");
        }
        int now = autoscaler.getSpec().getMaxReplicas();
        int most = order.number("most");
        if (now >= most) {
            throw new ActionFailed("it may make %d pods, and %d are the most".formatted(now, most));
        }
        int then = Math.min(now + order.number("by"), most);
        resource.patch(order.patch(PatchType.JSON_MERGE), "{\"spec\":{\"maxReplicas\":%d}}".formatted(then));
        return "it may make %d pods instead of %d".formatted(then, now);
    }
}
