package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What may run in production, and what becomes of the rest. */
class AdmissionTest {

    private static final List<Manifest> EVERYTHING = Manifest.all();

    @TestFactory
    Stream<DynamicTest> productionKeepsTheRules() {
        return Stream.of(AdmissionRule.values()).map(rule -> DynamicTest.dynamicTest(rule.fault(),
                () -> assertEquals(List.of(), faults(EVERYTHING).filter(rule.fault()::equals).toList())));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsExample() {
        return Stream.of(AdmissionRule.values()).map(rule -> DynamicTest.dynamicTest(rule.example(),
                () -> assertEquals(List.of(rule.fault()), faults(Examples.read(rule.example())).toList())));
    }

    /** Or else the one changes what the other has to look at, or asks of what does not wait for it. */
    @Test
    void bothWebhooksAreAskedOfTheSame() {
        var webhooks = EVERYTHING.stream().filter(manifest -> manifest.name().equals("policy.sigstore.dev"))
                .collect(Collectors.groupingBy(Manifest::overlay));
        assertFalse(webhooks.isEmpty());
        webhooks.forEach((overlay, both) -> {
            var conditions = both.stream()
                    .map(manifest -> manifest.object().at("/webhooks/0/matchConditions").toString()).toList();
            assertEquals(2, conditions.size(), overlay);
            assertEquals(conditions.get(0), conditions.get(1), overlay);
            assertFalse(conditions.get(0).isEmpty(), overlay);
        });
    }

    /** By name and images alone its databases are let past. */
    @Test
    void theOperatorOfDatabasesIsTheOneThatIsNotAskedAbout() {
        var operator = named("Deployment", "cnpg-controller-manager");
        var pod = operator.object().at("/spec/template/spec");
        var conditions = named("ValidatingWebhookConfiguration", "policy.sigstore.dev").object().toString();
        assertTrue(conditions.contains("'system:serviceaccount:" + operator.namespace() + ":"
                + pod.path("serviceAccountName").asString() + "'"), conditions);
        var images = Stream.concat(Stream.of(pod.at("/containers/0/image").asString()), EVERYTHING.stream()
                .filter(manifest -> manifest.kind().equals("Cluster") && manifest.namespace().equals("accounts"))
                .map(cluster -> cluster.object().at("/spec/imageName").asString())).toList();
        assertTrue(images.size() > 1);
        images.forEach(image -> assertTrue(conditions.contains("('" + image.replaceFirst("[^/]*$", "") + "')"), image));
    }

    private static Manifest named(String kind, String name) {
        return EVERYTHING.stream().filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name)).findFirst()
                .orElseThrow();
    }

    private static Stream<String> faults(List<Manifest> objects) {
        return Stream.of(AdmissionRule.values()).filter(rule -> !rule.isKept(objects)).map(AdmissionRule::fault);
    }
}
