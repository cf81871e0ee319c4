package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rules for what pipelines consist of. */
class TasksTest {

    @TestFactory
    Stream<DynamicTest> everyTaskAndPipelineKeepsTheRules() {
        var found = Manifest.all().stream().filter(TaskRule::isFor).toList();
        assertFalse(found.isEmpty());
        return found.stream().map(task -> DynamicTest.dynamicTest(task.toString(), () -> assertEquals(List.of(), faults(task))));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsExample() {
        return Stream.of(TaskRule.values()).map(rule -> DynamicTest.dynamicTest(rule.example(), () -> {
            var bad = Examples.read(rule.example());
            assertFalse(bad.isEmpty());
            bad.forEach(task -> assertEquals(List.of(rule.fault()), faults(task), task::toString));
        }));
    }

    private static List<String> faults(Manifest task) {
        return Stream.of(TaskRule.values()).filter(rule -> !rule.isKept(task)).map(TaskRule::fault).toList();
    }
}
