package io.twinharbor.console.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a service promises in its openapi.yaml, and what that comes to for whoever reads its answers. */
public final class Contract {

    private final Map<?, ?> root;

    private Contract(Map<?, ?> root) {
        this.root = root;
    }

    public static Contract of(String service) {
        try {
            return new Contract((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(
                    java.nio.file.Path.of("../../" + service + "/service/src/main/resources/META-INF/openapi.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless all that a client asks for is there, with the parameters that it gives. */
    public void assertAnswers(Class<?> client) {
        for (Method asked : client.getDeclaredMethods()) {
            Path own = asked.getAnnotation(Path.class);
            String path = client.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
            String method = Stream.of(asked.getAnnotations()).map(Annotation::annotationType)
                    .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                    .map(type -> type.getAnnotation(HttpMethod.class).value().toLowerCase(Locale.ROOT)).findFirst().orElse("");
            if (!method.isEmpty()) {
                assertAnswers(method, path, Stream.of(asked.getParameters()).map(given -> given.getAnnotation(QueryParam.class))
                        .filter(java.util.Objects::nonNull).map(QueryParam::value).toList());
            }
        }
    }

    private void assertAnswers(String method, String path, List<String> parameters) {
        Map<?, ?> paths = (Map<?, ?>) root.get("paths");
        Map<?, ?> found = (Map<?, ?>) paths.entrySet().stream().filter(entry -> entry.getKey().toString()
                .replaceAll("\\{[^}]*}", "{}").equals(path.replaceAll("\\{[^}]*}", "{}"))).findFirst().map(Map.Entry::getValue)
                .orElse(null);
        assertNotNull(found, path);
        assertNotNull(found.get(method), method + " " + path);
        List<String> known = Stream.of(found, (Map<?, ?>) found.get(method))
                .flatMap(level -> level.get("parameters") instanceof List<?> listed ? listed.stream() : Stream.empty())
                .map(parameter -> resolved(parameter).get("name").toString()).toList();
        assertEquals(List.of(), parameters.stream().filter(name -> !known.contains(name)).toList(), method + " " + path);
    }

    /** An answer with everything that it may have. */
    public JsonObject whole(String schema) {
        return (JsonObject) sample(schema(schema), false);
    }

    /** An answer with nothing that it need not have. */
    public JsonObject least(String schema) {
        return (JsonObject) sample(schema(schema), true);
    }

    /** Fails if anything that was read, or is in it, is missing. */
    public static void assertWhole(Object read) {
        assertNotNull(read);
        if (read instanceof Collection<?> all) {
            assertFalse(all.isEmpty());
            all.forEach(Contract::assertWhole);
        }
        if (read instanceof Record row) {
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    Object value = component.getAccessor().invoke(row);
                    assertNotNull(value, row.getClass().getSimpleName() + "." + component.getName());
                    assertWhole(value);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private Map<?, ?> schema(String name) {
        return (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) root.get("components")).get("schemas")).get(name);
    }

    private Map<?, ?> resolved(Object node) {
        Map<?, ?> map = (Map<?, ?>) node;
        if (!(map.get("$ref") instanceof String reference)) {
            return map;
        }
        Object here = root;
        for (String key : reference.substring(2).split("/")) {
            here = ((Map<?, ?>) here).get(key);
        }
        return (Map<?, ?>) here;
    }

    private JsonValue sample(Object node, boolean isLeast) {
        Map<?, ?> schema = resolved(node);
        if (schema.get("oneOf") instanceof List<?> choices) {
            return sample(choices.stream().filter(choice -> !"null".equals(resolved(choice).get("type"))).findFirst()
                    .orElseThrow(), isLeast);
        }
        Object type = schema.get("type") instanceof List<?> types ? types.get(isLeast ? types.size() - 1 : 0)
                : schema.get("type");
        if (schema.get("enum") instanceof List<?> words) {
            return Json.createValue(words.get(0).toString());
        }
        if (schema.containsKey("properties") || schema.containsKey("allOf") || "object".equals(type)) {
            return object(schema, isLeast);
        }
        return switch (String.valueOf(type)) {
            case "null" -> JsonValue.NULL;
            case "boolean" -> JsonValue.TRUE;
            case "integer" -> Json.createValue(1);
            case "number" -> Json.createValue(0.5);
            case "array" -> isLeast ? JsonValue.EMPTY_JSON_ARRAY
                    : Json.createArrayBuilder().add(sample(schema.get("items"), false)).build();
            default -> Json.createValue("date-time".equals(schema.get("format")) ? "2026-01-05T08:00:00Z" : "text");
        };
    }

    private JsonObject object(Map<?, ?> schema, boolean isLeast) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (schema.get("allOf") instanceof List<?> parts) {
            parts.forEach(part -> json.addAll(Json.createObjectBuilder((JsonObject) sample(part, isLeast))));
        }
        List<?> required = schema.get("required") instanceof List<?> listed ? listed : List.of();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (!isLeast || required.contains(name)) {
                    json.add(name.toString(), sample(property, isLeast));
                }
            });
        }
        if (schema.get("additionalProperties") instanceof Map<?, ?> values && !isLeast) {
            json.add("text", sample(values, false));
        }
        return json.build();
    }
}
