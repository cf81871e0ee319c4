package io.twinharbor.responder.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The clusters' APIs: that of the cluster it runs in, and of those that it was given a kubeconfig for. */
@Singleton
public class Clusters {

    private static final int PATIENCE_MILLISECONDS = 10_000;

    private final String own;
    private final Path others;
    private final Map<String, Made> clients = new ConcurrentHashMap<>();

    /** A client, and the kubeconfig that it was made of; empty for that of the cluster around it, which renews itself. */
    private record Made(String kubeconfig, KubernetesClient client) {
    }

    /**
     * @param own    the setting {@code CLUSTER}: how the cluster it runs in is called
     * @param others the setting {@code CLUSTERS}: a folder with a kubeconfig for each other cluster, by its name
     */
    @Inject
    public Clusters(@ConfigProperty(name = "cluster") String own, @ConfigProperty(name = "clusters") Path others) {
        this.own = own;
        this.others = others;
    }

    /** The name of the one it runs in. */
    public String own() {
        return own;
    }

    /** Whether there is a way to it. */
    public boolean reaches(String cluster) {
        return cluster.equals(own) || cluster.matches("[a-z0-9-]+") && Files.isReadable(others.resolve(cluster));
    }

    /**
     * Its API, as its kubeconfig has it by now: secrets are renewed while this runs.
     *
     * @return not to be kept: a client is closed when its kubeconfig is another
     */
    public KubernetesClient client(String cluster) {
        if (!reaches(cluster)) {
            throw new ActionFailed("the cluster " + cluster + " is not reached from here");
        }
        return clients.compute(cluster, this::current).client();
    }

    private Made current(String cluster, Made before) {
        String kubeconfig = cluster.equals(own) ? "" : kubeconfig(cluster);
        if (before != null && before.kubeconfig().equals(kubeconfig)) {
            return before;
        }
        Made made = new Made(kubeconfig, new KubernetesClientBuilder().withConfig(config(cluster)).build());
        if (before != null) {
            before.client().close();
        }
        return made;
    }

    private String kubeconfig(String cluster) {
        try {
            return Files.readString(others.resolve(cluster));
        } catch (IOException e) {
            throw new ActionFailed("the kubeconfig of the cluster " + cluster + " cannot be read: " + e.getMessage());
        }
    }

    private Config config(String cluster) {
        Config found = cluster.equals(own) ? Config.autoConfigure(null) : Config.fromKubeconfig(others.resolve(cluster).toFile());
        return new ConfigBuilder(found).withRequestTimeout(PATIENCE_MILLISECONDS).withConnectionTimeout(PATIENCE_MILLISECONDS)
                .withRequestRetryBackoffLimit(1).build();
    }

    @PreDestroy
    void close() {
        clients.values().forEach(made -> made.client().close());
    }
}
