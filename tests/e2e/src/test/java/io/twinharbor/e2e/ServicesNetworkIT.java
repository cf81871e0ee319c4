package io.twinharbor.e2e;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Around the services beside accounts, pods reach what they need and nothing else. */
@Tag("services-network")
@Tag("platform")
@Order(28)
@ExtendWith(Results.class)
class ServicesNetworkIT {

    private static Probes probes;

    @BeforeAll
    static void placeProbes() {
        probes = Probes.place("audit/audit", "audit/nobody", "console/console", "console/nobody", "delivery/delivery",
                "delivery/nobody", "responder/responder", "responder/nobody", Probes.ELSEWHERE + "/stranger");
    }

    @AfterAll
    static void takeProbesAway() {
        probes.takeAway();
    }

    @ParameterizedTest(name = "{0}: {1} to {2}:{3}: {4}")
    @CsvSource({
        // cluster, from, to, port, is reached
        "east, audit/audit,            audit-db-rw.audit.svc,         5432,  true",
        "east, audit/audit,            accounts.accounts.svc,         443,   true",
        "east, audit/audit,            keycloak.keycloak.svc,         8443,  true",
        "east, audit/audit,            accounts-db-rw.accounts.svc,   5432,  false",
        "east, audit/audit,            kubernetes.default.svc,        443,   false",
        "east, audit/nobody,           audit-db-rw.audit.svc,         5432,  false",
        "east, console/console,        accounts.accounts.svc,         443,   true",
        "east, console/console,        audit.audit.svc,               443,   true",
        "east, console/console,        delivery.delivery.svc,         443,   true",
        "east, console/console,        keycloak.keycloak.svc,         8443,  true",
        "east, console/console,        monitoring/thanos-query,       10902, true",
        "east, console/console,        monitoring/alertmanager,       9093,  true",
        "east, console/console,        kubernetes.default.svc,        443,   true",
        "east, console/console,        git.twinharbor.test,           443,   true",
        "east, console/console,        incidents-west.twinharbor.test, 443,  true",
        "east, console/console,        responder.responder.svc,       443,   false",
        "east, console/console,        accounts-db-rw.accounts.svc,   5432,  false",
        "east, console/nobody,         accounts.accounts.svc,         443,   false",
        "east, delivery/delivery,      delivery-db-rw.delivery.svc,   5432,  true",
        "east, delivery/delivery,      keycloak.keycloak.svc,         8443,  true",
        "east, delivery/delivery,      monitoring/thanos-query,       10902, true",
        "east, delivery/delivery,      kubernetes.default.svc,        443,   true",
        "east, delivery/delivery,      git.twinharbor.test,           443,   true",
        "east, delivery/delivery,      mail.twinharbor.test,          25,    true",
        "east, delivery/delivery,      accounts.accounts.svc,         443,   false",
        "east, delivery/nobody,        git.twinharbor.test,           443,   false",
        "east, responder/responder,    responder-db-rw.responder.svc, 5432,  true",
        "east, responder/responder,    keycloak.keycloak.svc,         8443,  true",
        "east, responder/responder,    monitoring/thanos-query,       10902, true",
        "east, responder/responder,    monitoring/victoria-logs,      9428,  true",
        "east, responder/responder,    kubernetes.default.svc,        443,   true",
        "east, responder/responder,    west.twinharbor.test,          6443,  true",
        "east, responder/responder,    west.twinharbor.test,          30443, false",
        "east, responder/responder,    accounts.accounts.svc,         443,   false",
        "east, responder/nobody,       kubernetes.default.svc,        443,   false",
        "east, e2e-elsewhere/stranger, audit.audit.svc,               443,   false",
        "east, e2e-elsewhere/stranger, audit-db-rw.audit.svc,         5432,  false",
        "east, e2e-elsewhere/stranger, console.console.svc,           443,   false",
        "east, e2e-elsewhere/stranger, delivery.delivery.svc,         443,   false",
        "east, e2e-elsewhere/stranger, responder.responder.svc,       443,   false",
        "west, console/console,        accounts.accounts.svc,         443,   true",
        "west, console/console,        keycloak.keycloak.svc,         8443,  true",
        "west, console/console,        monitoring/alertmanager,       9093,  true",
        "west, responder/responder,    responder-db-rw.responder.svc, 5432,  true",
        "west, responder/responder,    monitoring/victoria-logs,      9428,  true",
        "west, responder/responder,    east.twinharbor.test,          6443,  true",
        "west, e2e-elsewhere/stranger, responder.responder.svc,       443,   false",
    })
    void onlyWhatIsNeededIsReached(String cluster, String from, String to, int port, boolean isReached) throws Exception {
        probes.assertReach(cluster, from, to, port, isReached);
    }
}
