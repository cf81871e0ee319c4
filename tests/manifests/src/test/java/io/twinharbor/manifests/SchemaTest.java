package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The lab's clusters would take what the overlays render to. Those for OpenShift an API server is asked itself: tests/okd. */
class SchemaTest {

    private static final List<Manifest> ALL = Manifest.all().stream().filter(manifest -> !manifest.isForOpenShift()).toList();
    private static final Schemas SCHEMAS = new Schemas(Manifest.kubernetesApi(), ALL);

    @TestFactory
    Stream<DynamicTest> everyObjectIsValid() {
        return ALL.stream().map(manifest -> DynamicTest.dynamicTest(manifest.toString(), () -> {
            var schema = SCHEMAS.of(manifest);
            assertFalse(schema.isEmpty(), () -> "nothing defines " + manifest.apiVersion() + " " + manifest.kind());
            assertEquals(List.of(), schema.get().validate(manifest.object()).stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getMessage()).toList());
        }));
    }

    @Test
    void aFieldThatDoesNotExistIsFound() {
        var bad = Examples.read("unknown-field.yaml");
        assertEquals(2, bad.size());
        bad.forEach(manifest -> assertFalse(SCHEMAS.of(manifest).orElseThrow().validate(manifest.object()).isEmpty(),
                manifest::toString));
    }
}
