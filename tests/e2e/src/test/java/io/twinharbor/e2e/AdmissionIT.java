package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/**
 * In production only those images run that pipelines have signed and described, by what is in them and by what they were made of,
 * and the databases' own. Elsewhere runs whatever is asked for.
 */
@Tag("admission")
@Tag("platform")
@Order(27)
@ExtendWith(Results.class)
class AdmissionIT {

    private static final String PRODUCTION = "accounts";
    private static final String ELSEWHERE = "e2e-admission";
    private static final String POD = "e2e-admission";
    private static final String OPERATOR = "system:serviceaccount:cnpg-system:cnpg-manager";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String MANIFEST =
            "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

    @BeforeAll
    static void makeRoom() {
        Lab.running().clusters().forEach(cluster -> cluster.freshNamespace(ELSEWHERE));
    }

    @AfterAll
    static void tidyUp() {
        Lab.running().clusters().forEach(cluster -> {
            cluster.stop(PRODUCTION, POD);
            cluster.removeNamespace(ELSEWHERE);
        });
    }

    @Test
    void anImageThatNobodySignedIsRefusedAndToldWhy(Results results) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var unsigned = unsigned(cluster.image(PRODUCTION));
            var refusal = results.seconds(cluster.name() + "_refused_seconds",
                    () -> isRefused(() -> cluster.startIdle(PRODUCTION, POD, running(unsigned))));
            for (var part : new String[] {"failed policy: signed-by-the-pipeline", unsigned, "no signatures found"}) {
                assertTrue(refusal.contains(part), refusal);
            }
        }
    }

    @Test
    void aSignedImageRuns(Results results) throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var signed = cluster.image(PRODUCTION);
            results.seconds(cluster.name() + "_admitted_seconds", () -> admit(cluster, PRODUCTION, signed));
            results.seconds(cluster.name() + "_unasked_seconds", () -> admit(cluster, ELSEWHERE, signed));
            cluster.stop(PRODUCTION, POD);
            cluster.startIdle(PRODUCTION, POD, running(signed));
        }
    }

    @Test
    void anImageOfWhichNobodySaidWhatIsInItIsRefusedThoughItIsSigned(Results results) throws Exception {
        var image = unsigned(Lab.running().clusters().get(0).image(PRODUCTION));
        results.seconds("described_seconds", () -> Lab.command(PATIENCE, "sign", image));
        remove(image.replace("@sha256:", ":sha256-") + ".att");
        for (Cluster cluster : Lab.running().clusters()) {
            var refusal = isRefused(() -> admit(cluster, PRODUCTION, image));
            assertTrue(refusal.contains("failed policy: described-by-the-pipeline"), refusal);
            assertFalse(refusal.contains("failed policy: signed-by-the-pipeline"), refusal);
        }
    }

    @Test
    void anImageThatNoPolicyNamesIsRefused() {
        for (Cluster cluster : Lab.running().clusters()) {
            var refusal = isRefused(() -> admit(cluster, PRODUCTION, Lab.running().host("registry") + "/" + Cluster.SHELL));
            assertTrue(refusal.contains("no matching policies"), refusal);
        }
    }

    @Test
    void elsewhereAnImageThatNobodySignedRuns() throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            cluster.startIdle(ELSEWHERE, POD, running(unsigned(cluster.image(PRODUCTION))));
        }
    }

    @Test
    void aDatabaseIsStartedByItsOperatorAndByNobodyElse() throws Exception {
        for (Cluster cluster : Lab.running().clusters()) {
            var database = cluster.client().pods().inNamespace(PRODUCTION).withLabel("cnpg.io/podRole", "instance").list()
                    .getItems().stream().findFirst().orElseThrow();
            cluster.as(OPERATOR).admit(PRODUCTION, like(database));
            // By digest, for the webhook would look up a tag beyond the lab.
            var image = database.getSpec().getContainers().get(0).getImage().replaceFirst("[:@].*", "@sha256:" + "0".repeat(64));
            var refusal = isRefused(() -> admit(cluster, PRODUCTION, image));
            assertTrue(refusal.contains("no matching policies"), refusal);
            var unsigned = unsigned(cluster.image(PRODUCTION));
            isRefused(() -> admit(cluster.as(OPERATOR), PRODUCTION, unsigned));
        }
    }

    /** What the API server answered. */
    private static String isRefused(Executable asked) {
        return assertThrows(KubernetesClientException.class, asked).getMessage();
    }

    private static Object admit(Cluster cluster, String namespace, String image) {
        cluster.admit(namespace, running(image));
        return null;
    }

    private static UnaryOperator<PodBuilder> running(String image) {
        return pod -> pod.editSpec().editFirstContainer().withImage(image).endContainer().endSpec();
    }

    /** With the images of an instance, each where it stands. */
    private static UnaryOperator<PodBuilder> like(Pod database) {
        var spec = database.getSpec();
        return pod -> {
            var main = pod.buildSpec().getContainers().get(0);
            return pod.editSpec().editFirstContainer().withImage(spec.getContainers().get(0).getImage()).endContainer()
                    .addNewInitContainerLike(main).withName("init").withImage(spec.getInitContainers().get(0).getImage())
                    .endInitContainer().endSpec();
        };
    }

    /** The image with an annotation more: the same files by another digest, which nobody has signed. */
    private static String unsigned(String signed) throws Exception {
        var name = signed.substring(0, signed.indexOf('@'));
        var manifests = manifests(name);
        var got = manifest(manifests + signed.substring(signed.indexOf('@') + 1));
        var manifest = (ObjectNode) new ObjectMapper().readTree(got.body());
        manifest.withObject("/annotations").put("io.twinharbor.e2e", "unsigned");
        var bytes = new ObjectMapper().writeValueAsBytes(manifest);
        var digest = "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        var put = send(HttpRequest.newBuilder(URI.create(manifests + digest))
                .header("Content-Type", got.headers().firstValue("Content-Type").orElseThrow())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        assertEquals(201, put.statusCode(), put::body);
        return name + "@" + digest;
    }

    /** What a tag leads to, and with it the tag. */
    private static void remove(String tagged) throws Exception {
        var end = tagged.lastIndexOf(':');
        var manifests = manifests(tagged.substring(0, end));
        var digest = manifest(manifests + tagged.substring(end + 1)).headers().firstValue("Docker-Content-Digest").orElseThrow();
        var gone = send(HttpRequest.newBuilder(URI.create(manifests + digest)).DELETE());
        assertEquals(202, gone.statusCode(), gone::body);
    }

    private static HttpResponse<String> manifest(String address) throws Exception {
        var got = send(HttpRequest.newBuilder(URI.create(address)).header("Accept", MANIFEST));
        assertEquals(200, got.statusCode(), got::body);
        return got;
    }

    private static String manifests(String name) {
        return Lab.running().address("registry") + "/v2/" + name.substring(name.indexOf('/') + 1) + "/manifests/";
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newBuilder().sslContext(Lab.running().tls()).build().send(
                request.header("Authorization", Lab.running().basic("registry-push")).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
