package io.twinharbor.responder.action;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Has a cluster's entry tell the edge that it is not ready, by a route of its own: nothing that comes from Git is changed.
 * Whoever deletes the route brings the cluster back.
 */
@Singleton
public class LeaveEdge implements Action {

    static final ResourceDefinitionContext ROUTE = Objects.kind("traefik.io", "v1alpha1", "IngressRoute", "ingressroutes");
    static final String NAME = "left-edge";
    /** Above every route that answers the edge otherwise. */
    private static final int PRIORITY = 100_000;

    private final Clusters clusters;

    @Inject
    public LeaveEdge(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Kind kind() {
        return Kind.LEAVE_EDGE;
    }

    @Override
    public String perform(Order order) {
        String namespace = order.entry().setting("namespace");
        // Two that take each other for silent see the edge as it was half a minute ago: the second would act after the first.
        if (!order.target().cluster().equals(clusters.own()) && hasLeftItself(namespace)) {
            throw new ActionFailed("this cluster has left the edge itself (IngressRoute " + namespace + "/" + NAME
                    + "): without the other one nobody would serve");
        }
        boolean left = Objects.create(order, ROUTE, namespace, NAME, Map.of(
                "entryPoints", List.of(order.entry().setting("entryPoint")),
                "routes", List.of(Map.of("kind", "Rule", "match", order.entry().setting("match"), "priority", PRIORITY,
                        "middlewares", Objects.named(order.entry().setting("middleware")),
                        "services", List.of(Map.of("kind", "TraefikService", "name", order.entry().setting("service")))))));
        return (left ? "it is taken out" : "it had been taken out before") + ", until somebody deletes IngressRoute "
                + namespace + "/" + NAME;
    }

    private boolean hasLeftItself(String namespace) {
        return clusters.client(clusters.own()).genericKubernetesResources(ROUTE).inNamespace(namespace).withName(NAME).get()
                != null;
    }
}
