package io.twinharbor.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One object of a rendered overlay.
 *
 * @param overlay the overlay's path in the repository
 * @param object the object as it would be applied
 */
record Manifest(String overlay, JsonNode object) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path RENDERED = Path.of(System.getProperty("rendered"));

    /** Of every overlay, as {@code python3 -m lab render} left them. */
    static List<Manifest> all() {
        try (var files = Files.walk(RENDERED)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted()
                    .flatMap(file -> read(overlay(file), file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is rendered; make test does that first", e);
        }
    }

    static List<Manifest> read(String overlay, Path file) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file)) {
            return documents.readAll().stream().filter(JsonNode::isObject).map(object -> new Manifest(overlay, object)).toList();
        }
    }

    /** What Kubernetes itself understands, as OpenAPI 2. */
    static JsonNode kubernetesApi() {
        return new JsonMapper().readTree(RENDERED.resolve("kubernetes-api.json"));
    }

    String apiVersion() {
        return object.path("apiVersion").asString("");
    }

    String kind() {
        return object.path("kind").asString("");
    }

    String name() {
        return object.at("/metadata/name").asString("");
    }

    /** Empty where it is left to whoever applies it, or where there is none. */
    String namespace() {
        return object.at("/metadata/namespace").asString("");
    }

    /** Of an overlay {@code okd}, or of a variant of it. */
    boolean isForOpenShift() {
        return Stream.of(overlay.split("/")).anyMatch(part -> part.equals("okd") || part.startsWith("okd-"));
    }

    /** Those of one kind. */
    static Stream<Manifest> ofKind(List<Manifest> objects, String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }

    @Override
    public String toString() {
        return overlay + ": " + kind() + " " + name();
    }

    private static String overlay(Path file) {
        String path = RENDERED.relativize(file).toString();
        return path.substring(0, path.length() - ".yaml".length());
    }
}
