package io.twinharbor.console.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Argo Rollouts' objects of a release under way, as the cluster's API answers, and what a console of another cluster tells. */
final class Released {

    private static final String OLD = "sha256:802af4201ff62baa552731aee2ddd421e977b738c6d00f10d22aba75577c3838";
    private static final String NEW = "sha256:41c09be7755aa9d0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0c55";

    private static volatile Stand stand = Stand.UNDER_WAY;

    private Released() {
    }

    /** How the release stands. */
    enum Stand {
        UNDER_WAY("Progressing", "7c9d4e", "\"paused\":false", "\"abort\":false"),
        HELD("Paused", "7c9d4e", "\"paused\":true", "\"abort\":false"),
        GIVEN_UP("Degraded", "7c9d4e", "\"paused\":false", "\"abort\":true"),
        DONE("Healthy", "6d5f8b", "\"paused\":false", "\"abort\":false");

        private final String phase;
        private final String newest;
        private final String paused;
        private final String aborted;

        Stand(String phase, String newest, String paused, String aborted) {
            this.phase = phase;
            this.newest = newest;
            this.paused = paused;
            this.aborted = aborted;
        }
    }

    static void stands(Stand so) {
        stand = so;
    }

    static String ofKubernetes(String path) {
        return switch (path) {
            case "/apis/argoproj.io/v1alpha1/namespaces/accounts/rollouts" -> list("RolloutList", rollout());
            case "/apis/argoproj.io/v1alpha1/namespaces/accounts/rollouts/accounts",
                    "/apis/argoproj.io/v1alpha1/namespaces/accounts/rollouts/accounts/status" -> rollout();
            case "/apis/argoproj.io/v1alpha1/namespaces/accounts/analysisruns" -> list("AnalysisRunList", analysis());
            case "/apis/apps/v1/namespaces/accounts/replicasets" ->
                    list("ReplicaSetList", set("6d5f8b", OLD, Duration.ofDays(1)) + "," + set("7c9d4e", NEW,
                            Duration.ofMinutes(3)));
            case "/apis/argoproj.io/v1alpha1/namespaces/accounts-staging/rollouts" -> list("RolloutList", "");
            default -> null;
        };
    }

    static String ofPeer() {
        return """
            [{"cluster":"west","environment":"production","service":"accounts","phase":"Healthy","message":"",
              "live":{"hash":"6d5f8b","image":"registry.example.org/accounts@%s","since":"%s","ready":2,"wanted":2},
                "preview":null,
              "held":false,"aborted":false,"analyses":[]}]""".formatted(OLD, moment(Duration.ofHours(20)));
    }

    private static String rollout() {
        return """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"accounts","namespace":"accounts",
              "uid":"r-1"},
             "spec":{"replicas":2,%1$s,
               "strategy":{"blueGreen":{"activeService":"accounts","previewService":"accounts-preview"}}},
             "status":{"phase":"%2$s","message":"waiting for analysis to complete","currentPodHash":"%3$s",%4$s,
               "stableRS":"6d5f8b","blueGreen":{"activeSelector":"6d5f8b","previewSelector":"%3$s"}}}"""
                .formatted(stand.paused, stand.phase, stand.newest, stand.aborted);
    }

    private static String set(String hash, String digest, Duration age) {
        return """
            {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"accounts-%1$s","namespace":"accounts",
              "creationTimestamp":"%2$s","labels":{"rollouts-pod-template-hash":"%1$s"},
              "ownerReferences":[{"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","name":"accounts","uid":"r-1"}]},
             "spec":{"replicas":2,"selector":{},"template":{"spec":{"containers":[{"name":"accounts",
               "image":"registry.example.org/twinharbor/accounts@%3$s"}]}}},"status":{"replicas":2,"readyReplicas":2}}"""
                .formatted(hash, moment(age), digest);
    }

    private static String analysis() {
        return """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRun","metadata":{"name":"accounts-7c9d4e-pre",
              "namespace":"accounts",
              "creationTimestamp":"%s","labels":{"rollouts-pod-template-hash":"7c9d4e","rollout-type":"PrePromotion"},
              "ownerReferences":[{"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","name":"accounts","uid":"r-1"}]},
             "status":{"phase":"Running","metricResults":[
               {"name":"requests-per-second","phase":"Successful","successful":3,"measurements":[{"value":"[48.61234]"}]},
               {"name":"error-rate","phase":"Running","successful":2,"measurements":[{"value":"[0.0004123]"}]},
               {"name":"p99-of-running","phase":"Running","successful":1,"inconclusive":1,
                 "measurements":[{"value":"[1.2345]"}]}]}}"""
                .formatted(moment(Duration.ofMinutes(2)));
    }

    private static String list(String kind, String items) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"" + kind + "\",\"metadata\":{},\"items\":[" + items + "]}";
    }

    private static String moment(Duration age) {
        return Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
