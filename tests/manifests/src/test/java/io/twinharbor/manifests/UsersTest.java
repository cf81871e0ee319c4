package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** As whom pods run is their namespace's to say: OpenShift refuses who names another user, and images are made for group 0. */
class UsersTest {

    /** Wherever they stand: in a pod's template, or in what an operator makes pods of. */
    private static final List<String> FIELDS = List.of("runAsUser", "runAsGroup", "fsGroup", "postgresUID", "postgresGID");

    private static final Set<String> RESTRICTED = Manifest.all().stream()
            .filter(manifest -> manifest.kind().equals("Namespace"))
            .filter(namespace -> namespace.object().at("/metadata/labels").path("pod-security.kubernetes.io/enforce")
                    .asString("").equals("restricted"))
            .map(Manifest::name).collect(Collectors.toSet());

    @TestFactory
    Stream<DynamicTest> nothingNamesAUserInARestrictedNamespace() {
        assertFalse(RESTRICTED.isEmpty());
        return Manifest.all().stream().filter(UsersTest::isRestricted).map(manifest -> DynamicTest.dynamicTest(
                manifest.toString(), () -> assertEquals(List.of(), named(manifest))));
    }

    @Test
    void whatNamesOneIsFound() {
        assertEquals(List.of(List.of("runAsUser"), List.of("runAsGroup"), List.of("fsGroup"), List.of("postgresUID")),
                Examples.read("names-its-user.yaml").stream().filter(UsersTest::isRestricted).map(UsersTest::named).toList());
    }

    private static boolean isRestricted(Manifest manifest) {
        return RESTRICTED.contains(manifest.namespace());
    }

    private static List<String> named(Manifest manifest) {
        return FIELDS.stream().filter(field -> manifest.object().findValue(field) != null).toList();
    }
}
