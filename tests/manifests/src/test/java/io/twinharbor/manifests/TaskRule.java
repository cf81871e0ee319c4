package io.twinharbor.manifests;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What every Task and Pipeline of Tekton has to keep; each has an example in {@code bad/} that breaks it and nothing else. */
enum TaskRule {

    STEPS_ARE_UNPRIVILEGED("has a step that may do more than the restricted standard lets", task -> steps(task).allMatch(step ->
            setting(task, step, "runAsNonRoot").asBoolean(false)
                    && !setting(task, step, "allowPrivilegeEscalation").asBoolean(true)
                    && setting(task, step, "readOnlyRootFilesystem").asBoolean(false)
                    && setting(task, step, "capabilities").path("drop").toString().contains("\"ALL\"")
                    && setting(task, step, "seccompProfile").path("type").asString("").equals("RuntimeDefault"))),

    STEPS_HAVE_PINNED_IMAGES("has a step whose image has no version, or one that moves", task -> steps(task)
            .map(step -> image(task, step)).allMatch(image -> image.contains("@sha256:")
                    || image.matches(".*[^/]:(?!latest$)[^/:]+"))),

    STEPS_SAY_WHAT_THEY_NEED("has a step that does not say what it needs, and the most memory it may take", task -> steps(task)
            .allMatch(step -> Stream.of("/requests/cpu", "/requests/memory", "/limits/memory")
                    .noneMatch(field -> step.path("computeResources").at(field).isMissingNode()))),

    /** A parameter that is put into a script is run by a shell. */
    STEPS_HAVE_SCRIPTS_IN_FILES("has a step with a script in it", task -> steps(task).noneMatch(step -> step.has("script"))),

    TELLS_OF_ITSELF("leaves open what it, or a parameter, result or workspace of it is for", task -> Stream.concat(
            Stream.of(task.object().path("spec")), Stream.of("params", "results", "workspaces")
                    .flatMap(list -> stream(task.object().path("spec").path(list))))
            .noneMatch(described -> described.path("description").asString("").isBlank()));

    private final String fault;
    private final Predicate<Manifest> kept;

    TaskRule(String fault, Predicate<Manifest> kept) {
        this.fault = fault;
        this.kept = kept;
    }

    static boolean isFor(Manifest manifest) {
        return List.of("Task", "Pipeline").contains(manifest.kind());
    }

    boolean isKept(Manifest task) {
        return kept.test(task);
    }

    String fault() {
        return fault;
    }

    /** The file with the example. */
    String example() {
        return "task-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
    }

    private static Stream<JsonNode> steps(Manifest task) {
        return stream(task.object().at("/spec/steps"));
    }

    /** A step's own word wins over that of the template for all. */
    private static JsonNode setting(Manifest task, JsonNode step, String field) {
        JsonNode own = step.path("securityContext").path(field);
        return own.isMissingNode() ? task.object().at("/spec/stepTemplate/securityContext").path(field) : own;
    }

    /** A parameter may name it. */
    private static String image(Manifest task, JsonNode step) {
        String image = step.path("image").asString("");
        return stream(task.object().at("/spec/params"))
                .filter(param -> image.equals("$(params." + param.path("name").asString() + ")"))
                .map(param -> param.path("default").asString("")).findFirst().orElse(image);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
