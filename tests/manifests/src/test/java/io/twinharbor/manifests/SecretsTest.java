package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Git holds no secret that anybody but a cluster can read. */
class SecretsTest {

    @Test
    void noSecretIsPlain() {
        assertEquals(List.of(), plain(Manifest.all()));
    }

    @Test
    void aPlainSecretIsFound() {
        assertEquals(2, plain(Examples.read("plain-secret.yaml")).size());
    }

    private static List<String> plain(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> manifest.kind().equals("Secret"))
                .filter(secret -> !secret.object().path("data").isEmpty() || !secret.object().path("stringData").isEmpty())
                .map(Manifest::toString).toList();
    }
}
