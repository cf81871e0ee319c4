package io.twinharbor.console.releases;

import java.time.Instant;

/**
 * A version of a service.
 *
 * @param hash  how Argo Rollouts tells its pods from others
 * @param image by digest
 * @param since when its ReplicaSet was made
 * @param ready pods of it that are ready, of {@code wanted}
 */
public record Version(String hash, String image, Instant since, int ready, int wanted) {

    /** The first characters of the digest, as people compare them. */
    public String digest() {
        int at = image.indexOf("@sha256:");
        return at < 0 ? image.substring(image.lastIndexOf('/') + 1) : image.substring(at + 8, Math.min(image.length(), at + 20));
    }
}
