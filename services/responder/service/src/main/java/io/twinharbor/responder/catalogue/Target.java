package io.twinharbor.responder.catalogue;

/**
 * What something is done to.
 *
 * @param cluster   by its name
 * @param namespace empty for a whole cluster
 */
public record Target(String cluster, String kind, String namespace, String name) {

    /** Its namespace and name, or its name alone. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public String toString() {
        return cluster + "/" + kind + "/" + path();
    }
}
