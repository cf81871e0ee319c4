package io.twinharbor.e2e;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the platform, components reach what they need and nothing else; who is nobody reaches nothing, wherever it runs. */
@Tag("platform-network")
@Tag("platform")
@Order(29)
@ExtendWith(Results.class)
class PlatformNetworkIT {

    private static Probes probes;

    @BeforeAll
    static void placeProbes() {
        probes = Probes.place("monitoring/prometheus", "monitoring/thanos-query", "monitoring/alertmanager", "monitoring/nobody",
                "traefik/traefik", "keycloak/keycloak", "keycloak/nobody", "argocd/argocd-notifications-controller",
                "argocd/nobody", Probes.ELSEWHERE + "/stranger");
    }

    @AfterAll
    static void takeProbesAway() {
        probes.takeAway();
    }

    @ParameterizedTest(name = "{0}: {1} to {2}:{3}: {4}")
    @CsvSource({
        // cluster, from, to, port, is reached
        "east, monitoring/prometheus,   accounts/accounts,             9443,  true",
        "east, monitoring/prometheus,   argo-rollouts/argo-rollouts,   8090,  true",
        "east, monitoring/prometheus,   argocd/argocd-application-controller, 8082, true",
        "east, monitoring/prometheus,   argocd/argocd-server,          8083,  true",
        "east, monitoring/prometheus,   argocd/argocd-server,          8080,  false",
        "east, monitoring/prometheus,   argocd/argocd-redis,           6379,  false",
        "east, monitoring/prometheus,   audit/audit,                   9443,  true",
        "east, monitoring/prometheus,   cert-manager/cert-manager,     9402,  true",
        "east, monitoring/prometheus,   cnpg-system/cloudnative-pg,    8080,  true",
        "east, monitoring/prometheus,   cosign-system/policy-controller, 9090, true",
        "east, monitoring/prometheus,   delivery/delivery,             9443,  true",
        "east, monitoring/prometheus,   keycloak.keycloak.svc,         8443,  false",
        "east, monitoring/prometheus,   monitoring/alertmanager,       9093,  true",
        "east, monitoring/prometheus,   monitoring/thanos-ruler,       10902, true",
        "east, monitoring/prometheus,   monitoring/victoria-logs,      9428,  true",
        "east, monitoring/prometheus,   keycloak/keycloak,             9000,  true",
        "east, monitoring/prometheus,   log-agent/log-agent,           9429,  true",
        "east, monitoring/prometheus,   monitoring/kube-state-metrics, 8080,  true",
        "east, monitoring/prometheus,   monitoring/thanos-compactor,   10902, true",
        "east, monitoring/prometheus,   node-exporter/node-exporter,   9100,  true",
        "east, monitoring/prometheus,   responder/responder,           9443,  true",
        "east, monitoring/prometheus,   sealed-secrets/sealed-secrets, 8081,  true",
        "east, monitoring/prometheus,   sealed-secrets/sealed-secrets, 8080,  false",
        "east, monitoring/prometheus,   traefik/traefik,               9000,  true",
        "east, monitoring/prometheus,   velero/velero,                 8085,  true",
        "east, monitoring/prometheus,   velero/node-agent,             8085,  true",
        "east, monitoring/prometheus,   kubernetes.default.svc,        443,   true",
        "east, monitoring/prometheus,   east.twinharbor.test,          2381,  true",
        "east, monitoring/prometheus,   east.twinharbor.test,          2379,  false",
        "east, monitoring/prometheus,   east.twinharbor.test,          10250, true",
        "east, monitoring/prometheus,   east.twinharbor.test,          10257, true",
        "east, monitoring/prometheus,   east.twinharbor.test,          10259, true",
        "east, monitoring/prometheus,   s3.twinharbor.test,            443,   true",
        "east, monitoring/prometheus,   west.twinharbor.test,          30443, false",
        "east, monitoring/thanos-query, monitoring/prometheus,         10901, true",
        "east, monitoring/thanos-query, monitoring/prometheus,         9090,  false",
        "east, monitoring/thanos-query, monitoring/thanos-store,       10901, true",
        "east, monitoring/thanos-query, west.twinharbor.test,          30443, true",
        "east, monitoring/thanos-query, s3.twinharbor.test,            443,   false",
        "east, monitoring/thanos-query, monitoring/thanos-ruler,       10901, true",
        "east, monitoring/nobody,       monitoring/victoria-logs,      9428,  false",
        "east, monitoring/nobody,       east.twinharbor.test,          2381,  false",
        "east, monitoring/alertmanager, responder.responder.svc,       443,   true",
        "east, monitoring/alertmanager, accounts.accounts.svc,         443,   false",
        "east, monitoring/alertmanager, kubernetes.default.svc,        443,   false",
        "east, monitoring/nobody,       monitoring/alertmanager,       9093,  false",
        "east, monitoring/nobody,       monitoring/prometheus,         9090,  false",
        "east, monitoring/nobody,       monitoring/thanos-query,       10902, false",
        "east, monitoring/nobody,       kubernetes.default.svc,        443,   false",
        "east, monitoring/nobody,       s3.twinharbor.test,            443,   false",
        "east, traefik/traefik,         accounts/accounts,             9443,  true",
        "east, traefik/traefik,         accounts-db-rw.accounts.svc,   5432,  true",
        "east, traefik/traefik,         argocd/argocd-server,          8080,  true",
        "east, traefik/traefik,         argocd/argocd-redis,           6379,  false",
        "east, traefik/traefik,         keycloak.keycloak.svc,         8443,  true",
        "east, traefik/traefik,         keycloak-db-rw.keycloak.svc,   5432,  false",
        "east, traefik/traefik,         monitoring/alertmanager,       9093,  true",
        "east, traefik/traefik,         monitoring/prometheus,         10901, true",
        "east, traefik/traefik,         monitoring/prometheus,         9090,  false",
        "east, traefik/traefik,         kubernetes.default.svc,        443,   true",
        "east, traefik/traefik,         git.twinharbor.test,           443,   false",
        "east, keycloak/keycloak,       keycloak-db-rw.keycloak.svc,   5432,  true",
        "east, keycloak/keycloak,       accounts-db-rw.accounts.svc,   5432,  false",
        "east, keycloak/keycloak,       kubernetes.default.svc,        443,   false",
        "east, keycloak/nobody,         keycloak-db-rw.keycloak.svc,   5432,  false",
        "east, keycloak/nobody,         keycloak.keycloak.svc,         8443,  false",
        "east, argocd/nobody,           argocd/argocd-redis,           6379,  false",
        "east, argocd/nobody,           argocd/argocd-repo-server,     8081,  false",
        "east, argocd/nobody,           argocd/argocd-server,          8080,  false",
        "east, argocd/nobody,           kubernetes.default.svc,        443,   false",
        "east, argocd/nobody,           git.twinharbor.test,           443,   false",
        "east, argocd/argocd-notifications-controller, delivery.delivery.svc, 443, true",
        "east, e2e-elsewhere/stranger,  argocd/argocd-redis,           6379,  false",
        "east, e2e-elsewhere/stranger,  argocd/argocd-server,          8080,  false",
        "east, e2e-elsewhere/stranger,  cert-manager/cert-manager,     9402,  false",
        "east, e2e-elsewhere/stranger,  cnpg-system/cloudnative-pg,    8080,  false",
        "east, e2e-elsewhere/stranger,  cnpg-system/cloudnative-pg,    9443,  true",
        "east, e2e-elsewhere/stranger,  cosign-system/policy-controller, 8443, true",
        "east, e2e-elsewhere/stranger,  cosign-system/policy-controller, 9090, false",
        "east, e2e-elsewhere/stranger,  keycloak-db-rw.keycloak.svc,   5432,  false",
        "east, e2e-elsewhere/stranger,  keycloak.keycloak.svc,         8443,  false",
        "east, e2e-elsewhere/stranger,  monitoring/prometheus,         9090,  false",
        "east, e2e-elsewhere/stranger,  monitoring/thanos-query,       10902, false",
        "east, e2e-elsewhere/stranger,  node-exporter/node-exporter,   9100,  false",
        "east, e2e-elsewhere/stranger,  velero/velero,                 8085,  false",
        "east, e2e-elsewhere/stranger,  traefik/traefik,               8443,  true",
        "east, e2e-elsewhere/stranger,  traefik/traefik,               9000,  false",
        "west, monitoring/prometheus,   accounts/accounts,             9443,  true",
        "west, monitoring/prometheus,   responder/responder,           9443,  true",
        "west, monitoring/alertmanager, responder.responder.svc,       443,   true",
        "west, monitoring/prometheus,   traefik/traefik,               9000,  true",
        "west, monitoring/prometheus,   west.twinharbor.test,          2381,  true",
        "west, monitoring/prometheus,   west.twinharbor.test,          10250, true",
        "west, monitoring/thanos-query, east.twinharbor.test,          30443, true",
        "west, monitoring/nobody,       monitoring/prometheus,         9090,  false",
        "west, traefik/traefik,         keycloak.keycloak.svc,         8443,  true",
        "west, keycloak/keycloak,       keycloak-db-rw.keycloak.svc,   5432,  true",
        "west, keycloak/nobody,         keycloak-db-rw.keycloak.svc,   5432,  false",
        "west, e2e-elsewhere/stranger,  keycloak-db-rw.keycloak.svc,   5432,  false",
        "west, e2e-elsewhere/stranger,  monitoring/prometheus,         9090,  false",
        "west, e2e-elsewhere/stranger,  traefik/traefik,               8443,  true",
    })
    void onlyWhatIsNeededIsReached(String cluster, String from, String to, int port, boolean isReached) throws Exception {
        probes.assertReach(cluster, from, to, port, isReached);
    }
}
