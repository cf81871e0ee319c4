package io.twinharbor.e2e;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;

/** A component without a pod for a while: Argo CD mends what is scaled by hand, but no pod comes where there may be none. */
final class Away implements AutoCloseable {

    private final Cluster cluster;
    private final ResourceQuota none;

    /** Its pods end at once, without a chance to finish what they do. */
    Away(Cluster cluster, String namespace, String component) {
        this.cluster = cluster;
        none = new ResourceQuotaBuilder().withNewMetadata().withName("e2e").withNamespace(namespace).endMetadata()
                .withNewSpec().addToHard("pods", new Quantity("0")).endSpec().build();
        cluster.client().resource(none).serverSideApply();
        cluster.client().pods().inNamespace(namespace).withLabel(Cluster.NAME, component).withGracePeriod(0).delete();
    }

    /** From now on pods may come again. */
    @Override
    public void close() {
        cluster.client().resource(none).delete();
    }
}
