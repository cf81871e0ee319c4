package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ways in, whoever they lead to. */
class RoutesTest {

    @TestFactory
    Stream<DynamicTest> everyIngressRouteKeepsTheRules() {
        var ways = Manifest.all().stream().filter(manifest -> manifest.kind().equals("IngressRoute")).toList();
        assertFalse(ways.isEmpty());
        return ways.stream().map(way -> DynamicTest.dynamicTest(way.toString(), () -> assertEquals(List.of(), faults(way))));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsExample() {
        return Stream.of(RouteRule.values()).map(rule -> DynamicTest.dynamicTest(rule.example(), () -> {
            for (Manifest way : Examples.read(rule.example())) {
                assertEquals(List.of(rule.fault()), faults(way));
            }
        }));
    }

    private static List<String> faults(Manifest way) {
        return Stream.of(RouteRule.values()).filter(rule -> !rule.isKept(way)).map(RouteRule::fault).toList();
    }
}
