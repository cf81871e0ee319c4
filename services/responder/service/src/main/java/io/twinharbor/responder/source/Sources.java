package io.twinharbor.responder.source;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.twinharbor.responder.cause.Fact;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who in the clusters knows something. */
@Singleton
public class Sources {

    private final Optional<String> argoCd;

    /**
     * @param argoCd the setting {@code ARGO_CD_NAMESPACE}, in the cluster that Argo CD runs in
     */
    @Inject
    public Sources(@ConfigProperty(name = "argo.cd.namespace") Optional<String> argoCd) {
        this.argoCd = argoCd;
    }

    /** Something to ask. */
    public interface Source {

        /** What it knows. */
        List<Fact> ask() throws IOException;
    }

    /**
     * By what they know.
     *
     * @param client    of the cluster that is asked about
     * @param own       of the one it runs in
     * @param namespace where to look; empty for a whole cluster
     */
    public Map<String, Source> of(KubernetesClient client, KubernetesClient own, String cluster, String namespace) {
        ClusterFacts facts = new ClusterFacts(client, namespace);
        Map<String, Source> sources = new LinkedHashMap<>();
        sources.put("events", facts::events);
        sources.put("pods", facts::pods);
        sources.put("nodes", facts::nodes);
        sources.put("releases", facts::releases);
        sources.put("settings", facts::settings);
        argoCd.ifPresent(home -> sources.put("Git", new GitFacts(own, home, cluster, namespace)::syncs));
        return sources;
    }
}
