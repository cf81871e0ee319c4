package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Around accounts, pods reach what they need and nothing else: those that pass as one of its own, and strangers. */
@Tag("accounts-network")
@Tag("platform")
@Order(28)
@ExtendWith(Results.class)
class AccountsNetworkIT {

    private static final String OWN = "accounts";
    private static final String ELSEWHERE = "e2e-accounts-network";
    private static final Map<String, String> LABELS = Map.of("service", "accounts", "schema", "accounts-schema",
            "nobody", "nobody");

    @BeforeAll
    static void placeProbes() {
        for (Cluster cluster : Lab.running().clusters()) {
            cluster.freshNamespace(ELSEWHERE);
            cluster.startIdle(ELSEWHERE, "stranger", UnaryOperator.identity());
            LABELS.forEach((probe, label) -> {
                cluster.stop(OWN, name(probe));
                // No Service takes it for one of its own: those also ask for the version.
                cluster.startIdle(OWN, name(probe), pod -> pod.editMetadata().addToLabels("app.kubernetes.io/name", label)
                        .endMetadata());
            });
        }
    }

    @AfterAll
    static void takeProbesAway() {
        for (Cluster cluster : Lab.running().clusters()) {
            cluster.removeNamespace(ELSEWHERE);
            LABELS.keySet().forEach(probe -> cluster.stop(OWN, name(probe)));
        }
    }

    @ParameterizedTest(name = "{0}: {1} to {2}:{3}: {4}")
    @CsvSource({
        // cluster, from, to, port, is reached
        "east, service,  accounts-db-rw.accounts.svc, 5432,  true",
        "east, service,  keycloak.keycloak.svc,       8443,  true",
        "east, service,  accounts.accounts.svc,       80,    false",
        "east, service,  kubernetes.default.svc,      443,   false",
        "east, service,  git.twinharbor.test,         443,   false",
        "east, schema,   accounts-db-rw.accounts.svc, 5432,  true",
        "east, schema,   keycloak.keycloak.svc,       8443,  false",
        "east, nobody,   accounts-db-rw.accounts.svc, 5432,  false",
        "east, nobody,   accounts.accounts.svc,       80,    false",
        "east, nobody,   keycloak.keycloak.svc,       8443,  false",
        "east, stranger, accounts.accounts.svc,       80,    false",
        "east, stranger, accounts-db-rw.accounts.svc, 5432,  false",
        "east, stranger, kubernetes.default.svc,      443,   true",
        "west, service,  accounts-db.east.twinharbor.test, 30432, true",
        "west, service,  keycloak.keycloak.svc,       8443,  true",
        "west, service,  east.twinharbor.test,        30443, false",
        "west, service,  kubernetes.default.svc,      443,   false",
        "west, schema,   accounts-db.east.twinharbor.test, 30432, true",
        "west, nobody,   accounts-db.east.twinharbor.test, 30432, false",
        "west, stranger, accounts.accounts.svc,       80,    false",
    })
    void onlyWhatIsNeededIsReached(String cluster, String from, String to, int port, boolean isReached) throws Exception {
        var where = from.equals("stranger") ? ELSEWHERE : OWN;
        var outcome = Lab.running().cluster(cluster).exec(where, from.equals("stranger") ? from : name(from),
                "nc -w 2 " + to + " " + port + " -e /bin/date");
        assertEquals(isReached, outcome.status() == 0, outcome::output);
    }

    private static String name(String probe) {
        return "e2e-" + probe;
    }
}
