package io.twinharbor.console.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What Thanos answers to what the console asks. */
final class Measured {

    private Measured() {
    }

    static String now(String query) {
        if (query.contains("slo:objective:ratio")) {
            return vector(one("service=accounts slo=availability", 0.999), one("service=accounts slo=latency", 0.99));
        }
        if (query.contains("slo:error_budget_left")) {
            return vector(one("service=accounts slo=availability", 0.12), one("service=accounts slo=latency", 0.83));
        }
        if (query.contains("slo:burn_rate")) {
            return vector(one("service=accounts slo=availability cluster=east", 16.2),
                    one("service=accounts slo=availability cluster=west", 0.3),
                    one("service=accounts slo=latency cluster=east", 1.4), one("service=accounts slo=latency cluster=west", 0.1));
        }
        if (query.contains("ALERTS_FOR_STATE")) {
            return vector(one("alertname=ServiceLevelBurnsFast severity=critical cluster=east service=accounts slo=availability",
                    secondsAgo(Duration.ofMinutes(9))), one("alertname=DatabaseReplicationLags severity=warning cluster=west "
                    + "namespace=accounts pod=accounts-db-1", secondsAgo(Duration.ofMinutes(31))));
        }
        if (query.contains("barman_cloud_cloudnative_pg_io_last_available")) {
            return vector(one("cluster=east namespace=accounts", secondsAgo(Duration.ofHours(7))),
                    one("cluster=west namespace=accounts", secondsAgo(Duration.ofHours(31))));
        }
        if (query.contains("velero_backup_last_successful")) {
            return vector(one("cluster=east schedule=services-daily", secondsAgo(Duration.ofHours(6))),
                    one("cluster=west schedule=services-daily", secondsAgo(Duration.ofHours(6))));
        }
        if (query.contains("cnpg_pg_replication_lag")) {
            return vector(one("cluster=west", 0.4));
        }
        return query.contains("recovery_last_proven") ? vector(one("cluster=east what=namespace", secondsAgo(Duration.ofDays(2))),
                one("cluster=west what=namespace", secondsAgo(Duration.ofDays(9)))) : vector();
    }

    /** Four weeks of drills, each a step. */
    static String drills() {
        String points = IntStream.range(0, 4).mapToObj(week -> "[%d,\"%d\"]".formatted(
                (long) secondsAgo(Duration.ofDays(28 - 7L * week)), (long) secondsAgo(Duration.ofDays(30 - 7L * week))))
                .collect(Collectors.joining(","));
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"cluster\":\"east\","
                + "\"what\":\"namespace\"},\"values\":[" + points + "]}]}}";
    }

    private static double secondsAgo(Duration length) {
        return Instant.now().minus(length).getEpochSecond();
    }

    private static String one(String labels, double value) {
        String metric = List.of(labels.split(" ")).stream().map(pair -> pair.split("=", 2))
                .map(pair -> "\"" + pair[0] + "\":\"" + pair[1] + "\"").collect(Collectors.joining(","));
        return "{\"metric\":{" + metric + "},\"value\":[0,\"" + value + "\"]}";
    }

    private static String vector(String... results) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + String.join(",", results) + "]}}";
    }
}
