package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;
import tools.jackson.databind.JsonNode;

/** Argo CD's health checks of ours, on objects as clusters have them; health.yaml says what each is. */
class HealthTest {

    private static final String CHECK = "resource.customizations.health.";
    private static final String OPEN = "resource.customizations.useOpenLibs.";
    /** What Argo CD keeps from checks that do not ask for it. */
    private static final List<String> CLOSED = List.of("string", "math", "io", "coroutine", "debug");
    private static final Map<String, String> CHECKS = checks();
    private static final List<JsonNode> EXAMPLES = Examples.resource("/health.yaml").stream().map(Manifest::object).toList();

    @TestFactory
    Stream<DynamicTest> anObjectIsAsWellAsTheTableSays() {
        return EXAMPLES.stream().map(example -> DynamicTest.dynamicTest(example.at("/object/kind").asString() + " "
                + example.path("health").asString() + ": " + example.path("message").asString(), () -> {
                    var health = health(example.path("object"));
                    assertEquals(example.path("health").asString(), health.get("status").tojstring());
                    assertEquals(example.path("message").asString(), health.get("message").tojstring());
                }));
    }

    @Test
    void everyCheckHasExamples() {
        var tried = EXAMPLES.stream().map(example -> CHECK + check(example.path("object"))).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(CHECKS.keySet()), new TreeSet<>(tried));
    }

    private static LuaTable health(JsonNode object) {
        var lua = JsePlatform.standardGlobals();
        if (!AccessTest.SETTINGS.object().path("data").has(OPEN + check(object))) {
            CLOSED.forEach(library -> lua.set(library, LuaValue.NIL));
        }
        lua.set("obj", lua(object));
        return lua.load(CHECKS.get(CHECK + check(object))).call().checktable();
    }

    /** A list begins at 1 in Lua. */
    private static LuaValue lua(JsonNode node) {
        if (node.isObject() || node.isArray()) {
            var table = new LuaTable();
            if (node.isObject()) {
                node.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
            } else {
                node.forEach(item -> table.set(table.length() + 1, lua(item)));
            }
            return table;
        }
        return node.isNumber() ? LuaValue.valueOf(node.asDouble()) : LuaValue.valueOf(node.asString());
    }

    private static String check(JsonNode object) {
        return object.path("apiVersion").asString().replaceFirst("/.*", "_") + object.path("kind").asString();
    }

    /** Argo CD's settings that are health checks, each a script. */
    private static Map<String, String> checks() {
        return AccessTest.SETTINGS.object().path("data").properties().stream()
                .filter(entry -> entry.getKey().startsWith(CHECK))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
    }
}
