package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rules that hold for whatever runs, upstream's workloads among it. */
class RulesTest {

    @TestFactory
    Stream<DynamicTest> everyWorkloadKeepsTheRules() {
        return Manifest.all().stream().flatMap(manifest -> Workload.of(manifest).stream())
                .map(workload -> DynamicTest.dynamicTest(workload.manifest().toString(),
                        () -> assertEquals(List.of(), faults(workload))));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsExample() {
        return Stream.of(Rule.values()).map(rule -> DynamicTest.dynamicTest(rule.example(), () -> {
            for (Manifest manifest : Examples.read(rule.example())) {
                assertEquals(List.of(rule.fault()), faults(Workload.of(manifest).orElseThrow()));
            }
        }));
    }

    private static List<String> faults(Workload workload) {
        return Stream.of(Rule.values()).filter(rule -> !rule.isKept(workload)).map(Rule::fault).toList();
    }
}
