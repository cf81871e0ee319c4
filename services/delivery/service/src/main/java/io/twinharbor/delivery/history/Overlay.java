package io.twinharbor.delivery.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Git says what a service's environment is to have: {@code kustomize/services/<service>/overlays/staging}, or
 * {@code …/overlays/production/<cluster>}.
 *
 * @param service     the service
 * @param environment staging, or a cluster of production
 */
record Overlay(String service, String environment) {

    static final String STAGING = "staging";
    static final String FOLDER = "kustomize";

    private static final String SERVICES = FOLDER + "/services/";
    private static final Pattern FILE =
            Pattern.compile(SERVICES + "([^/]+)/overlays/(?:(staging)|production/([^/]+))/kustomization\\.yaml");
    /** As pipelines write them: the digest on the line after the name. */
    private static final Pattern IMAGE = Pattern.compile("newName: *(\\S+)\\R *digest: *(\\S+)");

    /** Those that there are at a commit, by service; staging first, then clusters as the service's policy puts them in order. */
    static Map<String, List<Overlay>> at(Snapshot commit) {
        Map<String, List<Overlay>> all = new TreeMap<>();
        for (String path : commit.filesBelow(SERVICES.substring(0, SERVICES.length() - 1))) {
            Matcher file = FILE.matcher(path);
            if (file.matches()) {
                all.computeIfAbsent(file.group(1), any -> new ArrayList<>())
                        .add(new Overlay(file.group(1), file.group(2) == null ? file.group(3) : STAGING));
            }
        }
        all.forEach((service, overlays) -> {
            List<String> clusters = clusters(commit, service);
            overlays.sort((one, other) -> Integer.compare(one.place(clusters), other.place(clusters)));
        });
        return all;
    }

    private static List<String> clusters(Snapshot commit, String service) {
        return commit.text(SERVICES + service + "/overlays/production/promotion.env").lines()
                .filter(line -> line.startsWith("CLUSTERS="))
                .findFirst().map(line -> List.of(line.substring("CLUSTERS=".length()).split(" +")))
                .orElse(List.of());
    }

    private int place(List<String> clusters) {
        int place = clusters.indexOf(environment);
        if (environment.equals(STAGING)) {
            return -1;
        }
        return place < 0 ? clusters.size() : place;
    }

    String folder() {
        return SERVICES + service + "/overlays/" + (environment.equals(STAGING) ? STAGING : "production/" + environment);
    }

    /** All images that it names, by name. */
    Map<String, String> images(Snapshot commit) {
        Map<String, String> images = new LinkedHashMap<>();
        IMAGE.matcher(commit.text(folder() + "/kustomization.yaml")).results()
                .forEach(image -> images.put(image.group(1), image.group(2)));
        return images;
    }

    /** The images that are promoted, those of every environment: each has some of its own, to try releases with. */
    static Map<String, String> promoted(Overlay overlay, List<Overlay> all, Snapshot commit) {
        Map<String, String> images = overlay.images(commit);
        all.stream().filter(other -> !other.equals(overlay))
                .forEach(other -> images.keySet().retainAll(other.images(commit).keySet()));
        return images;
    }
}
