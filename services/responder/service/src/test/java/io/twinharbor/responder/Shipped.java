package io.twinharbor.responder;

import java.nio.file.Path;

/** What the clusters have. */
public final class Shipped {

    private Shipped() {
    }

    /** Where the catalogue is. */
    public static Path catalogue() {
        return Path.of("../../../kustomize/services/responder/base/catalogue.yaml");
    }
}
