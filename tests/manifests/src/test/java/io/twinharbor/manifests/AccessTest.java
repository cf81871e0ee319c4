package io.twinharbor.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Everybody may do in Argo CD what access.csv says, and nothing else. */
class AccessTest {

    static final Manifest SETTINGS = theOne("argocd-cm");

    private static final Manifest RBAC = theOne("argocd-rbac-cm");
    private static final Policy POLICY = new Policy(RBAC);

    @ParameterizedTest(name = "{1} {0} {2}")
    @CsvFileSource(resources = "/access.csv", useHeadersInDisplayName = true)
    void groupsMayDoWhatTheTableSays(String resource, String action, String object, String developers, String releaseManagers,
            String operations) {
        assertEquals(Map.of("developers", developers, "release-managers", releaseManagers, "operations", operations),
                asked(List.of("developers", "release-managers", "operations"), resource, action, object));
    }

    @ParameterizedTest(name = "{1} {0} {2}")
    @CsvFileSource(resources = "/access.csv", useHeadersInDisplayName = true)
    void localAccountsMayDoWhatTheirGroupsMay(String resource, String action, String object, String developer,
            String releaseManager, String operations) {
        assertEquals(Map.of("developer", developer, "release-manager", releaseManager, "operations", operations),
                asked(localAccounts(), resource, action, object));
    }

    @ParameterizedTest(name = "{1} {0} {2}")
    @CsvFileSource(resources = "/access.csv", useHeadersInDisplayName = true)
    void whoIsInNoGroupMayDoNothing(String resource, String action, String object) {
        assertFalse(POLICY.allows("somebody", resource, action, object));
        assertEquals("", RBAC.object().at("/data/policy.default").asString());
    }

    @Test
    void aSyncToAnotherRevisionIsAnOverride() {
        assertEquals("true", SETTINGS.object().path("data")
                .path("application.sync.requireOverridePrivilegeForRevisionSync").asString());
    }

    private static Map<String, String> asked(List<String> subjects, String resource, String action, String object) {
        return subjects.stream().collect(Collectors.toMap(subject -> subject,
                subject -> POLICY.allows(subject, resource, action, object) ? "yes" : "no"));
    }

    private static List<String> localAccounts() {
        return SETTINGS.object().path("data").properties().stream().map(Map.Entry::getKey)
                .filter(key -> key.matches("accounts\\.[^.]+")).map(key -> key.substring("accounts.".length())).toList();
    }

    private static Manifest theOne(String name) {
        Stream<Manifest> found = Manifest.all().stream().filter(manifest -> manifest.overlay().endsWith("argo-cd/overlays/lab"));
        return found.filter(manifest -> manifest.kind().equals("ConfigMap") && manifest.name().equals(name)).findFirst()
                .orElseThrow();
    }
}
