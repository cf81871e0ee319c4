package io.twinharbor.console.releases;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Clusters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * Releases of all clusters. Each console reaches the API of its own cluster alone, and asks the consoles of the others as whoever
 * is signed in: no cluster holds a key to another.
 */
@Singleton
public class Releases {

    private final Rollouts own;
    private final Orders orders;
    private final Clients clients;
    private final Map<String, URI> others;

    /**
     * @param others the setting {@code CONSOLES}: {@code east=https://…,west=https://…}; its own may be among them
     */
    @Inject
    public Releases(Rollouts own, Orders orders, Clients clients, @ConfigProperty(name = "consoles") Optional<String> others) {
        this.own = own;
        this.orders = orders;
        this.clients = clients;
        this.others = Clusters.parse(others);
        this.others.remove(own.cluster());
    }

    public SortedSet<String> clusters() {
        var all = new TreeSet<>(others.keySet());
        all.add(own.cluster());
        return all;
    }

    /** What the console of a cluster sees. */
    @Timeout(8_000)
    public List<Release> in(String bearer, String cluster) {
        return cluster.equals(own.cluster()) ? own.all() : ReleaseJson.read(peer(cluster).all(bearer));
    }

    @Timeout(10_000)
    public void tell(String bearer, String who, Release release, Order order) {
        if (release.cluster().equals(own.cluster())) {
            orders.here(who, release.environment(), release.service(), order);
        } else {
            peer(release.cluster()).tell(bearer, release.environment(), release.service(), order.word());
        }
    }

    private PeerApi peer(String cluster) {
        return clients.of(PeerApi.class, Optional.ofNullable(others.get(cluster)));
    }
}
