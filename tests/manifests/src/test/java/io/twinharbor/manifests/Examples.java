package io.twinharbor.manifests;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Objects that rules, schemas and checks are tried on. */
final class Examples {

    private Examples() {
    }

    /** Those that a rule or a schema has to find fault with. */
    static List<Manifest> read(String name) {
        return resource("/bad/" + name);
    }

    static List<Manifest> resource(String path) {
        try {
            return Manifest.read(path, Path.of(Examples.class.getResource(path).toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
