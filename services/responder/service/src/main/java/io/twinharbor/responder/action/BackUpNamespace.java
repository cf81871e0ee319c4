package io.twinharbor.responder.action;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Singleton;

/** By Velero. */
@Singleton
public class BackUpNamespace implements Action {

    static final ResourceDefinitionContext BACKUP = Objects.kind("velero.io", "v1", "Backup", "backups");

    @Override
    public Kind kind() {
        return Kind.BACK_UP_NAMESPACE;
    }

    @Override
    public String perform(Order order) {
        String namespace = order.entry().setting("namespace");
        boolean made = Objects.create(order, BACKUP, namespace, order.name(), Map.of(
                "includedNamespaces", List.of(order.target().name()), "ttl", order.entry().setting("keptFor")));
        return "Backup %s/%s is asked for%s".formatted(namespace, order.name(), made ? "" : " already");
    }
}
