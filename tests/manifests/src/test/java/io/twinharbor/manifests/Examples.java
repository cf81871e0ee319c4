package io.twinharbor.manifests;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Objects that a rule or a schema has to find fault with. */
final class Examples {

    private Examples() {
    }

    static List<Manifest> read(String name) {
        try {
            return Manifest.read(name, Path.of(Examples.class.getResource("/bad/" + name).toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
