package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Projects let in what Git has for them and keep out the rest. One that kept out its own Applications, Git could not mend. */
class ProjectsTest {

    private static final Map<String, JsonNode> PROJECTS = ofKind("AppProject", "gitops/bootstrap/overlays/lab")
            .collect(Collectors.toMap(Manifest::name, project -> project.object().path("spec")));

    @TestFactory
    Stream<DynamicTest> everyApplicationStaysWithinItsProject() {
        return ofKind("Application", "gitops/clusters/lab/").map(application -> DynamicTest.dynamicTest(application.toString(),
                () -> assertEquals(List.of(), faults(application))));
    }

    @Test
    void anApplicationThatLeavesItsProjectIsFound() {
        var faults = Examples.read("leaves-its-project.yaml").stream()
                .collect(Collectors.toMap(Manifest::name, Function.identity()));
        assertEquals(List.of("comes from elsewhere"), faults(faults.get("from-elsewhere")));
        assertEquals(List.of("goes elsewhere"), faults(faults.get("staging-into-production")));
        assertEquals(List.of("goes elsewhere"), faults(faults.get("production-into-staging")));
        assertEquals(List.of("goes elsewhere"), faults(faults.get("into-the-platform")));
        assertEquals(List.of("goes elsewhere"), faults(faults.get("into-an-unknown-cluster")));
        assertEquals(List.of("has no project"), faults(faults.get("without-a-project")));
    }

    @Test
    void servicesBringNothingThatIsTheClusters() {
        for (String name : List.of("staging", "production")) {
            assertEquals(0, PROJECTS.get(name).path("clusterResourceWhitelist").size(), name);
            assertEquals(List.of("LimitRange", "ResourceQuota"), stream(PROJECTS.get(name).path("namespaceResourceBlacklist"))
                    .map(kind -> kind.path("kind").asString()).sorted().toList(), name);
        }
    }

    @Test
    void everyProjectTakesFromOneRepositoryAlone() {
        assertFalse(PROJECTS.isEmpty());
        var repositories = PROJECTS.values().stream().map(project -> project.path("sourceRepos").toString()).distinct().toList();
        assertEquals(1, repositories.size(), repositories::toString);
        assertFalse(repositories.get(0).contains("*"), repositories::toString);
    }

    private static List<String> faults(Manifest application) {
        JsonNode spec = application.object().path("spec");
        JsonNode project = PROJECTS.get(spec.path("project").asString(""));
        if (project == null) {
            return List.of("has no project");
        }
        return Stream.concat(
                stream(project.path("sourceRepos")).noneMatch(repository -> matches(repository, spec.at("/source/repoURL")))
                        ? Stream.of("comes from elsewhere") : Stream.empty(),
                stream(project.path("destinations")).noneMatch(allowed -> isWithin(spec.path("destination"), allowed))
                        ? Stream.of("goes elsewhere") : Stream.empty()).toList();
    }

    private static boolean isWithin(JsonNode destination, JsonNode allowed) {
        return matches(allowed.path("namespace"), destination.path("namespace"))
                && (matches(allowed.path("name"), destination.path("name"))
                || matches(allowed.path("server"), destination.path("server")));
    }

    private static boolean matches(JsonNode pattern, JsonNode text) {
        return !pattern.isMissingNode() && !text.isMissingNode() && Glob.matches(pattern.asString(), text.asString());
    }

    private static Stream<Manifest> ofKind(String kind, String overlays) {
        return Manifest.ofKind(Manifest.all(), kind).filter(manifest -> manifest.overlay().startsWith(overlays));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
