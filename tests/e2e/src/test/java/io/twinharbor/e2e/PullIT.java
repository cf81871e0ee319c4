package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PodBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes get images from the lab's registry, and only those who may get in. */
@Tag("pull")
@Order(2)
@ExtendWith(Results.class)
class PullIT {

    private static final String NAMESPACE = "e2e-pull";

    @Test
    void aPodPullsUnderUpstreamsNameAndUnderTheRegistrysOwn(Results results) throws Exception {
        var lab = Lab.running();
        for (Cluster cluster : lab.clusters()) {
            cluster.freshNamespace(NAMESPACE);
            results.seconds(cluster.name() + "_upstream_seconds", () -> pull(cluster, "upstream", Cluster.SHELL));
            results.seconds(cluster.name() + "_own_seconds", () -> pull(cluster, "own",
                    lab.host("registry") + "/" + Cluster.SHELL));
            assertEquals(List.of("Pulled", "Pulled"), cluster.client().v1().events().inNamespace(NAMESPACE).list().getItems()
                    .stream()
                    .filter(event -> event.getMessage().startsWith("Successfully pulled image"))
                            .map(event -> event.getReason()).toList());
            cluster.removeNamespace(NAMESPACE);
        }
    }

    private static Object pull(Cluster cluster, String pod, String image) {
        UnaryOperator<PodBuilder> always = described -> described.editSpec().editFirstContainer().withImage(image)
                .withImagePullPolicy("Always").endContainer().endSpec();
        return cluster.startIdle(NAMESPACE, pod, always);
    }

    @Test
    void theRegistryAnswersNobodyWithoutAPassword() throws Exception {
        assertEquals(401, get(null));
        assertEquals(401, get(Lab.basic(Lab.running().user("registry-pull"), "wrong")));
        assertEquals(200, get(Lab.running().basic("registry-pull")));
    }

    @Test
    void whoMayPullMayNotPush() throws Exception {
        var upload = HttpRequest.newBuilder(URI.create(Lab.running().address("registry") + "/v2/e2e/uploads/blobs/uploads/"))
                .POST(HttpRequest.BodyPublishers.noBody());
        assertEquals(401, send(upload, Lab.running().basic("registry-pull")));
        assertEquals(202, send(upload, Lab.running().basic("registry-push")));
    }

    @Test
    void theRegistryIsReachedOverTlsAlone() throws Exception {
        var plain = HttpRequest.newBuilder(URI.create("http://" + Lab.running().host("registry") + "/v2/")).build();
        var answer = HttpClient.newHttpClient().send(plain, HttpResponse.BodyHandlers.discarding());
        assertTrue(answer.headers().firstValue("Location").orElse("").startsWith("https://"), () -> "answered " + answer);
    }

    private static int get(String who) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(Lab.running().address("registry") + "/v2/")), who);
    }

    private static int send(HttpRequest.Builder request, String who) throws Exception {
        if (who != null) {
            request.setHeader("Authorization", who);
        }
        var client = HttpClient.newBuilder().sslContext(Lab.running().tls()).build();
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
