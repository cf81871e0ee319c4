package io.twinharbor.responder.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How other clusters are reached. */
class ClustersTest {

    @TempDir
    Path folder;

    private Clusters clusters;

    @BeforeEach
    void start() {
        clusters = new Clusters("east", folder);
    }

    @AfterEach
    void stop() {
        clusters.close();
    }

    @Test
    void aClientIsTheSameAsLongAsItsKubeconfigIs() throws IOException {
        write("one.example.org", "secret");
        KubernetesClient client = clusters.client("west");
        assertEquals("one.example.org", client.getMasterUrl().getHost());
        write("one.example.org", "secret");
        assertSame(client, clusters.client("west"));
    }

    @Test
    void aKubeconfigThatIsRenewedIsReadAgain() throws IOException {
        write("one.example.org", "secret");
        KubernetesClient before = clusters.client("west");
        write("one.example.org", "renewed");
        assertNotSame(before, clusters.client("west"));
        write("two.example.org", "renewed");
        assertEquals("two.example.org", clusters.client("west").getMasterUrl().getHost());
    }

    @Test
    void aClusterWithoutAKubeconfigIsNotReached() {
        assertFalse(clusters.reaches("west"));
        assertThrows(ActionFailed.class, () -> clusters.client("west"));
    }

    private void write(String host, String token) throws IOException {
        Files.writeString(folder.resolve("west"), """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: west
                    cluster: {server: "https://%s:6443"}
                users:
                  - name: responder
                    user: {token: %s}
                contexts:
                  - name: west
                    context: {cluster: west, user: responder}
                current-context: west
                """.formatted(host, token));
    }
}
