package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Collects what a scenario measured and prints it when it is over: one line {@code RESULT <scenario> <metric>=<number> …}.
 * The scenario's name is the tag that only its class has; its tests ask for this as a parameter.
 */
final class Results implements ExecutionCondition, ParameterResolver, TestWatcher, AfterAllCallback {

    /** Scenarios that need what Argo CD brings have this as a second tag. */
    private static final String GROUP = "platform";

    private static final Set<String> OTHER_TAGS = Set.of(GROUP, "long");
    /** Where what scenarios measured is kept, and what they made to be looked at. */
    static final Path KEPT = Path.of(".twinharbor", "e2e");

    private final Map<String, Number> measured = new ConcurrentHashMap<>();

    void add(String metric, Number value) {
        measured.put(metric, value);
    }

    /** Does something and notes the seconds it took. */
    <T> T seconds(String metric, Callable<T> action) throws Exception {
        long begun = System.nanoTime();
        T result = action.call();
        add(metric, Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
        return result;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTags().contains(GROUP) && !Lab.running().hasPlatform()) {
            return ConditionEvaluationResult.disabled("this lab is without the platform; make lab PLATFORM=yes brings it");
        }
        var missing = Lab.running().missing(context.getElement().map(element -> element.getAnnotation(Needs.class)).stream()
                .flatMap(needs -> Stream.of(needs.value())));
        return missing.isEmpty() ? ConditionEvaluationResult.enabled("the lab has what the scenario needs")
                : ConditionEvaluationResult.disabled(Lab.without(missing));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Results.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        of(context).measured.merge("passed", 1, (before, one) -> before.intValue() + 1);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        of(context).measured.merge("failed", 1, (before, one) -> before.intValue() + 1);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        var scenario = context.getTags().stream().filter(tag -> !OTHER_TAGS.contains(tag)).collect(Collectors.joining(","));
        var values = new TreeMap<>(of(context).measured);
        values.putIfAbsent("failed", 0);
        values.replaceAll((metric, value) -> value instanceof Double ? Math.round(value.doubleValue() * 100) / 100.0 : value);
        var line = new StringBuilder("RESULT ").append(scenario);
        values.forEach((metric, value) -> line.append(' ').append(metric).append('=').append(value));
        System.out.println(line);
        keep(scenario, values);
    }

    /** For {@code make figures}. */
    private static void keep(String scenario, Map<String, Number> values) throws IOException {
        Files.createDirectories(KEPT);
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(KEPT.resolve(scenario + ".json").toFile(), Map.of(
                "at", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(), "metrics", values,
                "commit", Command.run(Duration.ofSeconds(10), List.of("git", "rev-parse", "HEAD")).strip()));
    }

    /** One for each class: JUnit may make several extensions, and the store knows which class is meant. */
    private static Results of(ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(Results.class,
                context.getRequiredTestClass()));
        return store.getOrComputeIfAbsent("results", key -> new Results(), Results.class);
    }
}
