package io.twinharbor.responder.action;

import java.util.List;
import java.util.UUID;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.twinharbor.responder.catalogue.Entry;
import io.twinharbor.responder.catalogue.Target;

/**
 * One action to carry out.
 *
 * @param cluster the API of the target's cluster
 * @param dryRun  whether the API is only asked if it would
 */
public record Order(KubernetesClient cluster, Entry entry, Target target, UUID incident, boolean dryRun) {

    /** Who changes a field: Argo CD leaves those alone that are this one's. */
    public static final String MANAGER = "responder";

    /** A name that is the same each time the order is carried out. */
    String name() {
        return "responder-" + incident;
    }

    int number(String setting) {
        return Integer.parseInt(entry.setting(setting));
    }

    PatchContext patch(PatchType type) {
        return new PatchContext.Builder().withPatchType(type).withFieldManager(MANAGER).withDryRun(dryRun ? List.of("All") : null)
                .build();
    }
}
