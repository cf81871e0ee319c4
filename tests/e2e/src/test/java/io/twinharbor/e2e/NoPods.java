package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Objects;

/** A namespace in which no pod comes for a while: Argo CD and operators mend what makes pods, but none is let in. */
final class NoPods implements AutoCloseable {

    private static final String TOUCHED = "twinharbor.io/e2e";

    private final Cluster cluster;
    private final String namespace;
    private final ResourceQuota none;

    NoPods(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        none = new ResourceQuotaBuilder().withNewMetadata().withName("e2e").withNamespace(namespace).endMetadata()
                .withNewSpec().addToHard("pods", new Quantity("0")).endSpec().build();
    }

    /** Begins with it, and ends those of a component at once, without a chance to finish what they do. */
    NoPods withoutAny(String component) {
        cluster.client().resource(none).serverSideApply();
        cluster.client().pods().inNamespace(namespace).withLabel(Cluster.NAME, component).withGracePeriod(0).delete();
        return this;
    }

    /** The same of one pod. */
    NoPods without(String pod) {
        cluster.client().resource(none).serverSideApply();
        cluster.client().pods().inNamespace(namespace).withName(pod).withGracePeriod(0).delete();
        return this;
    }

    /** Lets pods in again, at once: who makes them has waited longer each time that one was refused. */
    @Override
    public void close() {
        cluster.client().resource(none).delete();
        var sets = cluster.client().apps().statefulSets().inNamespace(namespace);
        sets.list().getItems().stream()
                .filter(set -> !Objects.equals(set.getSpec().getReplicas(), set.getStatus().getReadyReplicas()))
                .map(set -> sets.withName(set.getMetadata().getName())).forEach(set -> {
                    set.edit(found -> touched(found, "touched"));
                    set.edit(found -> touched(found, null));
                });
    }

    private static StatefulSet touched(StatefulSet set, String by) {
        var edited = set.edit().editMetadata();
        return (by == null ? edited.removeFromAnnotations(TOUCHED) : edited.addToAnnotations(TOUCHED, by)).endMetadata().build();
    }
}
