package io.twinharbor.manifests;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cluster would accept, field by field: Kubernetes' own kinds, and those that rendered definitions bring along.
 * A field that no schema knows is an error, as it is to an API server that validates strictly.
 */
final class Schemas {

    private static final String DEFINITIONS = "#/definitions/";
    /** Numbers and text alike; their schemas say text. */
    private static final List<String> LOOSE = List.of("io.k8s.apimachinery.pkg.util.intstr.IntOrString",
            "io.k8s.apimachinery.pkg.api.resource.Quantity");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);
    private final Map<String, Schema> byKind = new HashMap<>();

    Schemas(JsonNode kubernetesApi, List<Manifest> rendered) {
        addKubernetes((ObjectNode) kubernetesApi.path("definitions"));
        rendered.stream().filter(manifest -> manifest.kind().equals("CustomResourceDefinition"))
                .forEach(definition -> addCustom(definition.object().path("spec")));
    }

    /** The schema of an object's kind and version, if there is one. */
    Optional<Schema> of(Manifest manifest) {
        return Optional.ofNullable(byKind.get(manifest.apiVersion() + "/" + manifest.kind()));
    }

    private void addKubernetes(ObjectNode definitions) {
        LOOSE.forEach(definitions::putObject);
        definitions.properties().forEach(definition -> close(definition.getValue()));
        definitions.properties().forEach(definition -> definition.getValue().path("x-kubernetes-group-version-kind")
                .forEach(kind -> byKind.put(key(kind.path("group").asString(""), kind.path("version").asString(),
                        kind.path("kind").asString()), reference(definitions, definition.getKey()))));
    }

    private Schema reference(ObjectNode definitions, String name) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$ref", DEFINITIONS + name);
        schema.set("definitions", definitions);
        return registry.getSchema(schema);
    }

    private void addCustom(JsonNode definition) {
        String kind = definition.at("/names/kind").asString();
        for (JsonNode version : definition.path("versions")) {
            ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema").deepCopy();
            close(schema);
            ObjectNode properties = schema.withObjectProperty("properties");
            for (String common : List.of("apiVersion", "kind", "metadata")) {
                properties.putObject(common);
            }
            byKind.put(key(definition.path("group").asString(), version.path("name").asString(), kind),
                    registry.getSchema(schema));
        }
    }

    private static String key(String group, String version, String kind) {
        return (group.isEmpty() ? "" : group + "/") + version + "/" + kind;
    }

    /** Objects that list their fields have no others; where a definition asks to keep unknown ones, they may. */
    private static void close(JsonNode given) {
        if (!(given instanceof ObjectNode schema)) {
            return;
        }
        if (schema.path("nullable").asBoolean(false) || schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            schema.remove("type");
        }
        boolean keeps = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
                || schema.path("x-kubernetes-embedded-resource").asBoolean(false);
        if (schema.has("properties") && !schema.has("additionalProperties") && !keeps) {
            schema.put("additionalProperties", false);
        }
        schema.path("properties").forEach(Schemas::close);
        close(schema.path("items"));
        close(schema.path("additionalProperties"));
    }
}
