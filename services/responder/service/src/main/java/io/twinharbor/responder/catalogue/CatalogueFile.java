package io.twinharbor.responder.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.twinharbor.responder.cause.CauseRule;
import io.twinharbor.responder.cause.Sign;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the catalogue, and takes nothing that its schema does not know. */
public final class CatalogueFile {

    private static final YAMLMapper YAML = new YAMLMapper();

    private CatalogueFile() {
    }

    /**
     * The catalogue in a YAML file.
     *
     * @throws IllegalArgumentException that says all that is wrong with it
     */
    public static Catalogue read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static Catalogue parse(String yaml) throws IOException {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the catalogue is no YAML: " + e.getOriginalMessage(), e);
        }
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema()).validate(root);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("the catalogue is not valid: " + errors.stream().map(Object::toString)
                    .sorted().collect(Collectors.joining("; ")));
        }
        try {
            return catalogue(root);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the catalogue has a pattern that is none: " + e.getMessage(), e);
        }
    }

    private static JsonNode schema() throws IOException {
        try (InputStream file = CatalogueFile.class.getResourceAsStream("catalogue.schema.yaml")) {
            return YAML.readTree(file);
        }
    }

    private static Catalogue catalogue(JsonNode root) {
        Map<String, Entry> actions = new TreeMap<>();
        root.path("actions").properties()
                .forEach(action -> actions.put(action.getKey(), entry(action.getKey(), action.getValue())));
        Map<String, Catalogue.Watched> series = new LinkedHashMap<>();
        root.path("series").properties().forEach(one -> series.put(one.getKey(),
                new Catalogue.Watched(template(one.getValue(), "query"), one.getValue().path("least").asDouble())));
        List<CauseRule> causes = root.path("causes").properties().stream()
                .map(cause -> cause(cause.getKey(), cause.getValue())).toList();
        causes.stream().flatMap(cause -> cause.signs().stream()).filter(sign -> sign.kind() == Sign.Kind.MOVED)
                .filter(sign -> series.keySet().stream().noneMatch(name -> sign.pattern().matcher(name + " up").matches()
                        || sign.pattern().matcher(name + " down").matches()))
                .findFirst().ifPresent(sign -> {
                    throw new IllegalArgumentException("the catalogue has no series " + sign.pattern());
                });
        return new Catalogue(actions, series, causes, new Template(root.path("logs").asString("")));
    }

    private static Entry entry(String name, JsonNode entry) {
        JsonNode target = entry.path("target");
        Map<String, String> with = new TreeMap<>();
        entry.path("with").properties().forEach(setting -> with.put(setting.getKey(), setting.getValue().asString()));
        return new Entry(name, Kind.of(entry.path("does").asString()),
                new Entry.Aim(template(target, "cluster"), template(target, "namespace"), template(target, "name"),
                        target.path("cut").asString("$")),
                entry.path("only").valueStream().map(only -> Pattern.compile(only.asString())).toList(),
                entry.path("requires").valueStream().map(condition -> new Entry.Condition(template(condition, "query"),
                        condition.path("otherwise").asString())).toList(),
                new Entry.Limit(entry.at("/most/times").asInt(Integer.MAX_VALUE), duration(entry.at("/most/in"))),
                duration(entry.path("coolDown")), entry.path("dryRun").asBoolean(false), with);
    }

    private static CauseRule cause(String name, JsonNode cause) {
        return new CauseRule(name, cause.path("says").asString(),
                cause.path("signs").valueStream().map(CatalogueFile::sign).toList());
    }

    private static Sign sign(JsonNode sign) {
        Sign.Kind kind = Sign.Kind.of(sign.path("sign").asString());
        return new Sign(kind, Pattern.compile(sign.path("matches").asString()), sign.path("points").asInt(),
                sign.path("within").isMissingNode() ? Duration.ofHours(1) : duration(sign.path("within")),
                sign.path("needed").asBoolean(false), sign.path("first").asBoolean(false));
    }

    private static Template template(JsonNode parent, String name) {
        return new Template(parent.path(name).asString(""));
    }

    private static Duration duration(JsonNode text) {
        return text.isMissingNode() ? Duration.ZERO : Duration.parse(text.asString());
    }
}
