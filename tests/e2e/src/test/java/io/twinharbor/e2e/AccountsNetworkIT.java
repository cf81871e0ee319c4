package io.twinharbor.e2e;

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

    private static Probes probes;

    @BeforeAll
    static void placeProbes() {
        probes = Probes.place("accounts/accounts", "accounts/accounts-schema", "accounts/nobody",
                "accounts-staging/accounts-acceptance", Probes.ELSEWHERE + "/stranger");
    }

    @AfterAll
    static void takeProbesAway() {
        probes.takeAway();
    }

    @ParameterizedTest(name = "{0}: {1} to {2}:{3}: {4}")
    @CsvSource({
        // cluster, from, to, port, is reached
        "east, accounts/accounts,        accounts-db-rw.accounts.svc, 5432,  true",
        "east, accounts/accounts,        keycloak.keycloak.svc,       8443,  true",
        "east, accounts/accounts,        accounts.accounts.svc,       443,   false",
        "east, accounts/accounts,        kubernetes.default.svc,      443,   false",
        "east, accounts/accounts,        git.twinharbor.test,         443,   false",
        "east, accounts/accounts-schema, accounts-db-rw.accounts.svc, 5432,  true",
        "east, accounts/accounts-schema, keycloak.keycloak.svc,       8443,  false",
        "east, accounts/nobody,          accounts-db-rw.accounts.svc, 5432,  false",
        "east, accounts/nobody,          accounts.accounts.svc,       443,   false",
        "east, accounts/nobody,          keycloak.keycloak.svc,       8443,  false",
        "east, accounts-staging/accounts-acceptance, accounts-preview.accounts-staging.svc, 443, true",
        "east, accounts-staging/accounts-acceptance, keycloak.keycloak.svc, 8443, true",
        "east, accounts-staging/accounts-acceptance, accounts-db-rw.accounts-staging.svc, 5432, false",
        "east, accounts-staging/accounts-acceptance, accounts.accounts.svc, 443, false",
        "east, accounts-staging/accounts-acceptance, kubernetes.default.svc, 443, false",
        "east, e2e-elsewhere/stranger,   accounts.accounts.svc,       443,   false",
        "east, e2e-elsewhere/stranger,   accounts-db-rw.accounts.svc, 5432,  false",
        "east, e2e-elsewhere/stranger,   kubernetes.default.svc,      443,   true",
        "west, accounts/accounts,        accounts-db.east.twinharbor.test, 30432, true",
        "west, accounts/accounts,        keycloak.keycloak.svc,       8443,  true",
        "west, accounts/accounts,        east.twinharbor.test,        30443, false",
        "west, accounts/accounts,        kubernetes.default.svc,      443,   false",
        "west, accounts/accounts-schema, accounts-db.east.twinharbor.test, 30432, true",
        "west, accounts/nobody,          accounts-db.east.twinharbor.test, 30432, false",
        "west, e2e-elsewhere/stranger,   accounts.accounts.svc,       443,   false",
    })
    void onlyWhatIsNeededIsReached(String cluster, String from, String to, int port, boolean isReached) throws Exception {
        probes.assertReach(cluster, from, to, port, isReached);
    }
}
