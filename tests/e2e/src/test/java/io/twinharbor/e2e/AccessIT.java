package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Argo CD lets everybody do what its policy says, and nothing else. */
@Tag("access")
@Tag("platform")
@Order(52)
@ExtendWith(Results.class)
class AccessIT {

    /** The same that tests/manifests holds the policy against. */
    private static final String TABLE = "tests/manifests/src/test/resources/access.csv";

    private static final Map<String, ArgoCd> ACCOUNTS = new TreeMap<>();

    @BeforeAll
    static void signIn() throws Exception {
        for (String account : new String[] {"developer", "release-manager", "operations"}) {
            ACCOUNTS.put(account, ArgoCd.as(account));
        }
    }

    @ParameterizedTest(name = "{1} {0} {2}")
    @CsvFileSource(files = TABLE, useHeadersInDisplayName = true)
    void accountsMayDoWhatTheTableSays(String resource, String action, String object, String developer, String releaseManager,
            String operations) throws Exception {
        assumeFalse(action.contains("/") || object.contains("//"), "Argo CD's API has no path for that question");
        var answers = new TreeMap<String, String>();
        for (var account : ACCOUNTS.entrySet()) {
            answers.put(account.getKey(), account.getValue().mayI(resource, action, object));
        }
        assertEquals(Map.of("developer", developer, "release-manager", releaseManager, "operations", operations), answers);
    }

    @Test
    void aDevelopersSyncIsRefusedOutsideOfStaging(Results results) throws Exception {
        var refused = Applications.all().stream().filter(application -> !Applications.project(application).equals("staging"))
                .map(application -> application.getMetadata().getName()).toList();
        assertFalse(refused.isEmpty());
        for (String application : refused) {
            assertEquals(403, ACCOUNTS.get("developer").trySync(application).statusCode(), application);
        }
        results.add("refused", refused.size());
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        assertEquals(401, ArgoCd.signIn("developer", "wrong").statusCode());
        // Argo CD counts failures, and this ends the count.
        assertEquals(200, ArgoCd.signIn("developer", Lab.running().secret("argocd-developer")).statusCode());
    }

    @Test
    void whoHasNotSignedInIsRefused() throws Exception {
        assertEquals(401, ArgoCd.asNobody().canI("applications", "get", "staging/accounts-east").statusCode());
    }
}
