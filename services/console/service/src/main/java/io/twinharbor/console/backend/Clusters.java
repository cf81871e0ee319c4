package io.twinharbor.console.backend;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Addresses by cluster, as settings name them: {@code east=https://…,west=https://…}. */
public final class Clusters {

    private Clusters() {
    }

    /** In alphabetical order, so that pages have them always alike. */
    public static Map<String, URI> parse(Optional<String> setting) {
        return setting.stream().flatMap(all -> Arrays.stream(all.split(","))).map(String::strip)
                .filter(one -> !one.isEmpty()).map(one -> one.split("=", 2)).collect(Collectors.toMap(
                        pair -> pair[0].strip(), pair -> URI.create(pair[1].strip()), (first, second) -> second,
                        java.util.TreeMap::new));
    }
}
