package io.twinharbor.responder.action;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Objects that ask an operator for something. */
final class Objects {

    private Objects() {
    }

    /** Whether it was made; not if there is one of this name, which the same order has made before. */
    static boolean create(Order order, ResourceDefinitionContext kind, String namespace, String name, Map<String, Object> spec) {
        GenericKubernetesResource object = new GenericKubernetesResourceBuilder()
                .withApiVersion(kind.getGroup() + "/" + kind.getVersion()).withKind(kind.getKind())
                .withNewMetadata().withNamespace(namespace).withName(name)
                .withLabels(Map.of("app.kubernetes.io/managed-by", Order.MANAGER))
                .withAnnotations(Map.of("twinharbor.io/incident", order.incident().toString())).endMetadata()
                .withAdditionalProperties(Map.of("spec", spec)).build();
        var resource = order.cluster().genericKubernetesResources(kind).inNamespace(namespace).resource(object);
        try {
            if (order.dryRun()) {
                resource.dryRun().create();
            } else {
                resource.create();
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    static ResourceDefinitionContext kind(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder().withGroup(group).withVersion(version).withKind(kind).withPlural(plural)
                .withNamespaced(true).build();
    }

    static List<Map<String, Object>> named(String name) {
        return List.of(Map.of("name", name));
    }
}
