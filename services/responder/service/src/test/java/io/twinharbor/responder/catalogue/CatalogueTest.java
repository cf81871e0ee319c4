package io.twinharbor.responder.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.twinharbor.responder.Shipped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue in Git is one that the service takes, and a bad one is refused with what is wrong. */
class CatalogueTest {

    private static final String GOOD = """
            actions:
              restart-pod:
                does: restart-pod
                target: {cluster: "{cluster}", namespace: "{namespace}", name: "{pod}"}
                only: [shop/web-.*]
                most: {times: 1, in: PT1H}
                coolDown: PT5M
            series:
              errors: {query: up, least: 1}
            causes:
              one: {says: One., signs: [{sign: moved, matches: errors up, points: 10}]}
            """;

    /** Bytes and metrics of the clusters that no alert names itself. */
    private static final Path ALERTS = Path.of("../../../observability");

    @Test
    void theCatalogueInGitIsValid() throws IOException {
        Catalogue catalogue = CatalogueFile.read(Shipped.catalogue());
        assertFalse(catalogue.causes().isEmpty());
        assertEquals(Set.of("restart-pod", "scale", "undo-release", "leave-edge", "expand-volume", "back-up", "gather-evidence"),
                catalogue.actions().keySet());
    }

    @Test
    void everyActionThatAnAlertAsksForIsInTheCatalogue() throws IOException {
        assumeTrue(Files.isDirectory(ALERTS), "there are no alerts yet");
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ALERTS)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                Pattern.compile("\\baction: \"?([a-z-]+)").matcher(Files.readString(file)).results()
                        .forEach(found -> asked.add(found.group(1)));
            }
        }
        asked.remove("none");
        asked.removeAll(CatalogueFile.read(Shipped.catalogue()).actions().keySet());
        assertEquals(Set.of(), asked);
    }

    @Test
    void aTargetIsWhatTheLabelsNameAndTheCatalogueLists() throws IOException {
        Entry backUp = CatalogueFile.read(Shipped.catalogue()).actions().get("back-up");
        Target target = backUp.target(Map.of("cluster", "west", "namespace", "accounts", "pod", "accounts-db-1"));
        assertEquals("west/Cluster/accounts/accounts-db", target.toString());
        assertTrue(backUp.mayTouch(target));
        assertFalse(backUp.mayTouch(
                backUp.target(Map.of("cluster", "west", "namespace", "kube-system", "pod", "accounts-db-1"))));
    }

    @Test
    void aJobsPodIsNotRestarted() throws IOException {
        Entry restart = CatalogueFile.read(Shipped.catalogue()).actions().get("restart-pod");
        for (String other : List.of("accounts-schema-x7k2p", "accounts-db-1", "accounts-5d9f8c7b6d-x7k2p-more")) {
            assertFalse(restart.mayTouch(new Target("east", "Pod", "accounts", other)), other);
        }
        assertTrue(restart.mayTouch(new Target("east", "Pod", "accounts", "accounts-5d9f8c7b6d-x7k2p")));
    }

    @Test
    void aLabelThatCouldMeanSomethingElseIsNotFilledIn() {
        Template template = new Template("up{pod=\"{pod}\"}");
        assertEquals("up{pod=\"a-1\"}", template.fill(Map.of("pod", "a-1")));
        for (String bad : List.of("a\"} or vector(1)", "a|b", "a\\", "a\nb", ".*", "")) {
            assertThrows(IllegalArgumentException.class, () -> template.fill(Map.of("pod", bad)), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> template.fill(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            does: restart-pod       | does: format-disk          | /actions/restart-pod/does
            only: [shop/web-.*]     | why: so                    | 'only'
            coolDown: PT5M          | why: so                    | 'coolDown'
            coolDown: PT5M          | coolDown: 5 minutes        | /actions/restart-pod/coolDown
            times: 1                | times: 0                   | /actions/restart-pod/most/times
            only: [shop/web-.*]     | only: [shop/web-(]         | a pattern that is none
            coolDown: PT5M          | coolDown: PT5M, root: yes  | no YAML
            does: restart-pod       | does: scale                | 'with'
            does: restart-pod       | does: gather-evidence      | /actions/restart-pod
            matches: errors up      | matches: mistakes up       | no series mistakes up
            least: 1                | least: 0                   | /series/errors/least
            sign: moved             | sign: felt                 | /causes/one/signs/0/sign
            causes:                 | reasons:                   | 'causes'
            """)
    void aBadCatalogueIsRefusedWithWhatIsWrong(String good, String bad, String told) {
        assertTrue(GOOD.contains(good), good);
        var refused = assertThrows(IllegalArgumentException.class, () -> CatalogueFile.parse(GOOD.replace(good, bad)));
        assertTrue(refused.getMessage().contains(told), refused.getMessage());
    }
}
