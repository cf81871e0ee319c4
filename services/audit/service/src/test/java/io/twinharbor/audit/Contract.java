package io.twinharbor.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The API's description, as tests read it. */
public final class Contract {

    private static final Object ROOT = load();

    private Contract() {
    }

    private static Object load() {
        try (InputStream file = Contract.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is under these keys, one inside the other; references are not followed. */
    public static Object at(String... keys) {
        Object here = ROOT;
        for (String key : keys) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
            if (here == null) {
                throw new AssertionError("The contract has no " + key + " in " + String.join(" ", keys));
            }
        }
        return here;
    }

    /** The schema of an operation's own parameter. */
    public static Map<?, ?> parameter(String path, String method, String name) {
        return named((List<?>) at("paths", path, method, "parameters"), name);
    }

    /** The schema of a path's parameter. */
    public static Map<?, ?> parameter(String path, String name) {
        return named((List<?>) at("paths", path, "parameters"), name);
    }

    private static Map<?, ?> named(List<?> parameters, String name) {
        return parameters.stream().map(Map.class::cast)
                .filter(parameter -> name.equals(parameter.get("name")))
                .map(parameter -> (Map<?, ?>) parameter.get("schema"))
                .findFirst().orElseThrow(() -> new AssertionError("The contract has no parameter " + name));
    }
}
