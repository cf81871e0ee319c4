package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Argo CD's Kustomize reads no file from outside the folder of a kustomization; only whole folders may lie elsewhere. */
class KustomizationsTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("repository"));

    @Test
    void filesLieBesideTheirKustomization() throws IOException {
        var found = kustomizations();
        assertFalse(found.isEmpty());
        assertEquals(List.of(), found.stream().flatMap(KustomizationsTest::filesElsewhere).toList());
    }

    private static List<Path> kustomizations() throws IOException {
        try (var rooms = Files.list(REPOSITORY)) {
            return rooms.filter(room -> List.of("gitops", "kustomize", "observability", "tekton", "velero")
                    .contains(room.getFileName().toString())).flatMap(KustomizationsTest::within).sorted().toList();
        }
    }

    private static Stream<Path> within(Path room) {
        try (var files = Files.walk(room)) {
            return files.filter(file -> file.endsWith("kustomization.yaml")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> filesElsewhere(Path file) {
        JsonNode kustomization = Manifest.read("", file).get(0).object();
        var generators = Stream.of("configMapGenerator", "secretGenerator")
                .flatMap(kind -> kustomization.path(kind).valueStream());
        var named = Stream.of(
                kustomization.path("resources").valueStream().map(JsonNode::asString).filter(path -> path.endsWith(".yaml")),
                Stream.of("patches", "replacements").flatMap(kind -> kustomization.path(kind).valueStream())
                        .map(entry -> entry.path("path").asString("")),
                generators.flatMap(generator -> Stream.of("files", "envs").flatMap(kind -> generator.path(kind).valueStream()))
                        .map(JsonNode::asString).map(entry -> entry.substring(entry.indexOf('=') + 1)));
        return named.flatMap(paths -> paths).filter(path -> path.startsWith("../"))
                .map(path -> REPOSITORY.relativize(file) + ": " + path);
    }
}
