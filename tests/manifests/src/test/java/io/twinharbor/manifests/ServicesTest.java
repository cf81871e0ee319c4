package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Services as each environment has them. */
class ServicesTest {

    private static final String OVERLAYS = "kustomize/services/";
    /** What is brought by hand, into an environment that has all else. */
    private static final String BESIDE = "/restore";
    private static final Pattern DIGEST = Pattern.compile("@sha256:[0-9a-f]{64}");
    private static final Pattern CLUSTER = Pattern.compile("(\"name\":\"cluster\",\"value\":)\"\\w+\"");
    private static final Pattern HASH = Pattern.compile("\\baccounts-[0-9a-z]{10}\\b");

    /** What alone may be in one cluster's production and not in the other's, or be another there: where the database is. */
    private static final Set<String> OF_THE_DATABASE = Set.of("Cluster accounts-db", "Certificate accounts-db-server",
            "IngressRouteTCP accounts-db", "PodMonitor accounts-db", "NetworkPolicy accounts-db",
            "NetworkPolicy accounts-db-entry", "NetworkPolicy accounts-db-exit", "Job accounts-db-handover",
            "ConfigMap accounts");

    @TestFactory
    Stream<DynamicTest> everyEnvironmentKeepsTheRules() {
        var environments = environments();
        assertFalse(environments.isEmpty());
        return environments.entrySet().stream().map(environment -> DynamicTest.dynamicTest(environment.getKey(),
                () -> assertEquals(List.of(), faults(environment.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsExample() {
        return Stream.of(ServiceRule.values()).map(rule -> DynamicTest.dynamicTest(rule.example(),
                () -> assertEquals(List.of(rule.fault()), faults(Examples.read(rule.example())))));
    }

    @TestFactory
    Stream<DynamicTest> inStagingAReleaseIsTriedBeforeItIsSwitchedTo() {
        var staging = new TreeMap<>(environments());
        staging.keySet().removeIf(environment -> !environment.endsWith("/staging"));
        assertFalse(staging.isEmpty());
        return staging.entrySet().stream().map(environment -> DynamicTest.dynamicTest(environment.getKey(),
                () -> assertEquals(List.of(), untried(environment.getValue()))));
    }

    @Test
    void aReleaseThatIsNotTriedIsFound() {
        assertEquals(List.of("without-analysis", "of-what-is-live", "under-another-name"),
                untried(Examples.read("untried-release.yaml")));
    }

    @TestFactory
    Stream<DynamicTest> inProductionAReleaseIsMeasuredBeforeItServesAndAfter() {
        var production = new TreeMap<>(environments());
        production.keySet().removeIf(environment -> !environment.contains("/production/"));
        assertFalse(production.isEmpty());
        return production.entrySet().stream().map(environment -> DynamicTest.dynamicTest(environment.getKey(), () -> {
            String cluster = environment.getKey().replaceAll(".*/", "");
            Manifest.ofKind(environment.getValue(), "Rollout").forEach(rollout -> Stream.of("pre", "post").forEach(when -> {
                JsonNode analysis = rollout.object().at("/spec/strategy/blueGreen/" + when + "PromotionAnalysis");
                assertEquals(List.of("traffic", "measurements"), analysis.path("templates").valueStream()
                        .map(template -> template.path("templateName").asString()).toList());
                assertEquals(cluster, analysis.at("/args/0/value").asString());
                String asked = rollout.object().at("/spec/strategy/blueGreen/"
                        + (when.equals("pre") ? "previewService" : "activeService")).asString();
                assertEquals(asked, analysis.at("/args/3/value").asString());
                assertTrue(isProved(environment.getValue(), asked + "." + rollout.namespace() + ".svc"));
            }));
        }));
    }

    /** Argo Rollouts takes no other, and what the API server knows of them does not tell. */
    @Test
    void whatIsMeasuredAgainAndAgainIsSoOftenEnoughToPassOrFail() {
        var metrics = Manifest.ofKind(Manifest.all(), "AnalysisTemplate")
                .flatMap(template -> template.object().at("/spec/metrics").valueStream()).toList();
        assertFalse(metrics.isEmpty());
        assertEquals(List.of(), metrics.stream().filter(metric -> metric.has("interval") && metric.path("count").asInt(0)
                < metric.path("failureLimit").asInt(0) + metric.path("consecutiveSuccessLimit").asInt(0))
                .map(metric -> metric.path("name").asString()).toList());
    }

    @Test
    void productionTakesNoTokenThatIsMeantForStaging() {
        var audiences = Manifest.all().stream().filter(object -> object.kind().equals("ConfigMap"))
                .filter(object -> object.overlay().startsWith(OVERLAYS + "accounts/overlays/production"))
                .map(settings -> settings.object().path("data")).filter(data -> data.has("MP_JWT_VERIFY_AUDIENCES"))
                .map(data -> data.path("MP_JWT_VERIFY_AUDIENCES").asString()).distinct().toList();
        assertEquals(List.of("accounts"), audiences);
    }

    @Test
    void bothClustersHaveTheSameProductionExceptForTheDatabase() {
        var production = environments();
        assertEquals(alike(production.get(OVERLAYS + "accounts/overlays/production/east")),
                alike(production.get(OVERLAYS + "accounts/overlays/production/west")));
    }

    /** Names of Rollouts that are switched to what no Job has reached by their preview Service, under a name that it proves. */
    private static List<String> untried(List<Manifest> objects) {
        return Manifest.ofKind(objects, "Rollout").filter(rollout -> {
            JsonNode strategy = rollout.object().at("/spec/strategy/blueGreen");
            String preview = strategy.path("previewService").asString("none") + "." + rollout.namespace() + ".svc";
            Set<String> analyses = strategy.at("/prePromotionAnalysis/templates").valueStream()
                    .map(template -> template.path("templateName").asString("")).collect(Collectors.toSet());
            return !isProved(objects, preview) || Manifest.ofKind(objects, "AnalysisTemplate")
                    .filter(template -> analyses.contains(template.name()))
                    .flatMap(template -> Workload.of(template).stream()).flatMap(Workload::containers)
                    .noneMatch(container -> container.path("env").toString().contains("\"https://" + preview + '"'));
        }).map(Manifest::name).toList();
    }

    /** Whether a certificate is for it. */
    private static boolean isProved(List<Manifest> objects, String name) {
        return Manifest.ofKind(objects, "Certificate")
                .anyMatch(certificate -> certificate.object().at("/spec/dnsNames").toString().contains('"' + name + '"'));
    }

    /** By kind and name, without versions, what belongs to the database, and which cluster it is. */
    private static Map<String, String> alike(List<Manifest> objects) {
        return objects.stream().filter(object -> !OF_THE_DATABASE.contains(called(object)))
                .collect(Collectors.toMap(ServicesTest::called, object -> plain(object.object().toString()), (one, other) -> one,
                        TreeMap::new));
    }

    private static String called(Manifest object) {
        return object.kind() + " " + plain(object.name());
    }

    private static String plain(String text) {
        var named = CLUSTER.matcher(DIGEST.matcher(text).replaceAll("")).replaceAll("$1");
        return HASH.matcher(named).replaceAll("accounts");
    }

    private static Map<String, List<Manifest>> environments() {
        return Manifest.all().stream().filter(manifest -> manifest.overlay().startsWith(OVERLAYS))
                .filter(manifest -> !manifest.overlay().endsWith(BESIDE))
                .collect(Collectors.groupingBy(Manifest::overlay, TreeMap::new, Collectors.toList()));
    }

    private static List<String> faults(List<Manifest> objects) {
        return Stream.of(ServiceRule.values()).filter(rule -> !rule.isKept(objects)).map(ServiceRule::fault).toList();
    }
}
