package io.twinharbor.responder.action;

import java.util.Map;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Singleton;

/** By CloudNativePG. */
@Singleton
public class BackUpDatabase implements Action {

    static final ResourceDefinitionContext BACKUP = Objects.kind("postgresql.cnpg.io", "v1", "Backup", "backups");

    @Override
    public Kind kind() {
        return Kind.BACK_UP_DATABASE;
    }

    @Override
    public String perform(Order order) {
        boolean made = Objects.create(order, BACKUP, order.target().namespace(), order.name(), Map.of(
                "cluster", Map.of("name", order.target().name()), "method", "plugin",
                "pluginConfiguration", Map.of("name", order.entry().setting("plugin"))));
        return "Backup %s/%s is asked for%s".formatted(order.target().namespace(), order.name(), made ? "" : " already");
    }
}
