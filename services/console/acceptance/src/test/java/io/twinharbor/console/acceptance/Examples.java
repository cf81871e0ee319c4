package io.twinharbor.console.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What backends answer: as their openapi.yaml has it, with moments that are not long ago. */
final class Examples {

    private static final String INCIDENT = "0b6f9c0e-3f2a-4a3e-9d0c-6a8f0e6f1b11";

    private Examples() {
    }

    /** Null for what is not there. */
    static String of(String path, String query) {
        return switch (path) {
            case "/audit/api/v1/audit/events" -> events();
            case "/delivery/api/v1/indicators" -> indicators();
            case "/delivery/api/v1/indicators/history" -> history();
            case "/delivery/api/v1/deployments" -> deployments();
            case "/delivery/api/v1/reports" -> """
                    [{"id":12,"service":"accounts","from":"2026-01-05T00:00:00Z","to":"2026-01-12T00:00:00Z","weekly":true,
                      "madeAt":"2026-01-12T00:01:00Z","page":"/api/v1/reports/12/page",
                      "document":"/api/v1/reports/12/document"}]""";
            case "/delivery/api/v1/reports/12/page" -> "<h1>accounts, 2026-01-05 to 2026-01-11</h1>";
            case "/delivery/api/v1/reports/12/document" -> "%PDF-1.7";
            case "/east/api/v1/incidents" -> "[" + incident("east", false) + "]";
            case "/east/api/v1/incidents/" + INCIDENT -> incident("east", true);
            case "/west/api/v1/incidents" -> "[]";
            case "/east/api/v1/stop" -> "{\"stopped\":false,\"reason\":\"\",\"actor\":\"\",\"at\":null}";
            case "/west/api/v1/stop" -> "{\"stopped\":true,\"reason\":\"maintenance of the storage\","
                    + "\"actor\":\"admin\",\"at\":\""
                    + ago(Duration.ofHours(2)) + "\"}";
            case "/alertmanager/api/v2/alerts" -> alerts();
            case "/thanos/api/v1/query" -> Measured.now(query.substring(query.indexOf('=') + 1));
            case "/thanos/api/v1/query_range" -> Measured.drills();
            case "/git/api/v1/repos/twinharbor/twinharbor/pulls" -> pulls();
            case "/peer/api/v1/releases" -> Released.ofPeer();
            default -> path.startsWith("/git/") && path.endsWith("/status") ? "{\"state\":\"success\"}"
                    : path.startsWith("/git/") && path.endsWith("/merge") ? "{}"
                    : path.startsWith("/kubernetes/") ? Released.ofKubernetes(path.substring("/kubernetes".length())) : null;
        };
    }

    static String ago(Duration length) {
        return Instant.now().minus(length).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String events() {
        String hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        return """
            [{"seq":58,"type":"user.changed","userId":1,"actor":"editor","traceId":"4bf92f3577b34da6a3ce929d0e0e4736",
              "occurredAt":"%s",
              "recordedAt":"%s","position":"58","sourceId":58,"before":{"id":1,"email":"test@test.com","active":true,"roles":[]},
              "after":{"id":1,"email":"test@test.com","displayName":"Test Person","active":true,"roles":["clerk"]},
                "previous":"%s",
              "hash":"%s"},
             {"seq":1,"type":"user.created","userId":1,"actor":"accounts_owner","traceId":null,"occurredAt":"%s",
               "recordedAt":"%s",
              "position":"1","sourceId":1,"before":null,"after":{"id":1,"email":"test@test.com","active":true,"roles":[]},
              "previous":"%s","hash":"%s"}]""".formatted(ago(Duration.ofMinutes(12)), ago(Duration.ofMinutes(12)), hash, hash,
                ago(Duration.ofDays(3)), ago(Duration.ofDays(3)), hash, hash);
    }

    private static String figures(int succeeded, int failed, double lead) {
        return String.format(Locale.ROOT, """
            "succeeded":%d,"failed":%d,"undone":0,"deploymentFrequency":%.3f,"deploymentSuccessRate":%.3f,
            "deploymentCycleTime":{"count":%d,"medianSeconds":%.0f,"p90Seconds":900},
            "leadTimeForChanges":{"count":%d,"medianSeconds":%.0f,"p90Seconds":7200},"changeFailureRate":%.3f,
            "timeToRestore":{"count":1,"medianSeconds":420,"p90Seconds":420}""", succeeded, failed, succeeded / 30.0,
                succeeded / (double) (succeeded + failed), succeeded, lead / 8, succeeded, lead, failed / 40.0);
    }

    private static String indicators() {
        return "{\"from\":\"%s\",\"to\":\"%s\",\"of\":[%s]}".formatted(ago(Duration.ofDays(30)), ago(Duration.ZERO),
                java.util.stream.Stream.of("staging", "east", "west").map(where ->
                        "{\"service\":\"accounts\",\"environment\":\"%s\",\"indicators\":{%s},\"before\":{%s}}"
                                .formatted(where, figures(46, 3, 3480), figures(31, 4, 5520))).collect(Collectors.joining(",")));
    }

    private static String history() {
        String points = IntStream.range(0, 30).mapToObj(day -> {
            String from = ago(Duration.ofDays(30L - day));
            int count = new int[] {2, 1, 3, 0, 2, 4, 1}[day % 7];
            return count == 0
                    ? "{\"from\":\"%s\",\"succeeded\":0,\"failed\":0,\"undone\":0,\"deploymentFrequency\":0}".formatted(from)
                    : "{\"from\":\"%s\",%s}".formatted(from, figures(count, day % 9 == 0 ? 1 : 0,
                            5200 - day * 70 + day % 5 * 300));
        }).collect(Collectors.joining(","));
        return "{\"from\":\"x\",\"to\":\"x\",\"step\":\"day\",\"of\":[{\"service\":\"accounts\",\"environment\":\"east\","
                + "\"points\":[" + points + "]}]}";
    }

    private static String deployments() {
        return """
            [{"id":46,"service":"accounts","environment":"east","revision":"8f7b40c2d1","kind":"release","status":"pending",
              "requestedAt":"%s","builtFrom":"a41c09be7755aa"},
             {"id":45,"service":"accounts","environment":"east","revision":"15d908e0aa","kind":"release","status":"failed",
              "requestedAt":"%s","builtFrom":"04e8ad0c2277","finishedAt":"%s",
              "reason":"error-rate: 4 of 60 measurements were bad"},
             {"id":44,"service":"accounts","environment":"east","revision":"7074a7dd01","kind":"release","status":"succeeded",
              "requestedAt":"%s","builtFrom":"a27ab2e19c01","liveAt":"%s","cycleTimeSeconds":436},
             {"id":43,"service":"accounts","environment":"east","revision":"03d1eacbb2","kind":"undo","status":"succeeded",
              "requestedAt":"%s","liveAt":"%s","cycleTimeSeconds":121}]""".formatted(ago(Duration.ofMinutes(4)),
                ago(Duration.ofHours(5)), ago(Duration.ofHours(5)), ago(Duration.ofDays(1)), ago(Duration.ofDays(1)),
                ago(Duration.ofDays(2)), ago(Duration.ofDays(2)));
    }

    private static String alerts() {
        return """
            [{"labels":{"alertname":"ServiceLevelBurnsFast","severity":"critical","cluster":"east","service":"accounts",
              "slo":"availability"},"annotations":{"summary":"accounts in east misses its objective of availability by far"},
              "startsAt":"%s","status":{"state":"active"}},
             {"labels":{"alertname":"Watchdog","severity":"none","cluster":"east"},"annotations":{},"startsAt":"%s",
              "status":{"state":"active"}}]""".formatted(ago(Duration.ofMinutes(9)), ago(Duration.ofDays(3)));
    }

    private static String pulls() {
        return """
            [{"number":17,"title":"accounts a41c09be77 to east","html_url":"https://git.example.org/pulls/17","created_at":"%s",
              "mergeable":true,"head":{"ref":"promotion-accounts","sha":"a41c09be7755aa"}},
             {"number":18,"title":"Something else","html_url":"https://git.example.org/pulls/18","created_at":"%s",
               "mergeable":true,
              "head":{"ref":"something-else","sha":"0123456789ab"}}]""".formatted(ago(Duration.ofMinutes(6)),
                ago(Duration.ofMinutes(6)));
    }

    private static String incident(String cluster, boolean whole) {
        String cause = "\"cause\":\"bad-release\",\"says\":\"A new version answers with errors\",\"score\":85";
        String report = whole ? """
            ,"labels":{},"annotations":{},"told":3,"report":{"writtenAt":"%1$s","began":"%1$s",
             "timeline":[{"at":"%1$s","kind":"change","name":"release accounts","text":"accounts got a new version"},
                         {"at":"%2$s","kind":"event","name":"Unhealthy","text":"Readiness probe failed: 503"}],
             "logs":[{"at":"%2$s","kind":"log","name":"log","text":"java.sql.SQLException: connection refused"}],
             "unseen":["the log store: it did not answer"],
             "moved":[{"series":"errors","labels":{"cluster":"east"},"at":"%1$s","before":0.001,"after":0.31}],
             "causes":[{%3$s,"evidence":[{"points":60,"text":"accounts got a new version 3 minutes before errors went up"},
                       {"points":35,"text":"errors went up first"},{"points":-10,"text":"no pod restarted"}]}],
             "effect":{"seenAt":"%2$s","series":[{"series":"errors","labels":{"cluster":"east"},"at":"%1$s","before":0.001,
               "after":0.31,"now":0.0,"isBack":true}]}}""".formatted(ago(Duration.ofMinutes(50)), ago(Duration.ofMinutes(48)),
                 cause) : "";
        return """
            {"id":"%s","alert":"ServiceLevelBurnsFast","fingerprint":"c0ffee","severity":"critical","cluster":"%s",
             "summary":"accounts in east misses its objective of availability by far","startsAt":"%s","receivedAt":"%s",
               "endsAt":"%s",
             "decision":{"action":"undo-release","state":"done","reason":"The version before served well.",
               "target":"east accounts/accounts","result":"the release was given up","attempts":1,"instance":"responder-1",
               "decidedAt":"%s","finishedAt":"%s","endedAfterSeconds":90},
             "cause":{%s}%s}""".formatted(INCIDENT, cluster, ago(Duration.ofMinutes(49)), ago(Duration.ofMinutes(49)),
                ago(Duration.ofMinutes(44)), ago(Duration.ofMinutes(48)), ago(Duration.ofMinutes(47)), cause, report);
    }
}
