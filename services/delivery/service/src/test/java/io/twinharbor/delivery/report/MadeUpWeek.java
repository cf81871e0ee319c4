package io.twinharbor.delivery.report;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.twinharbor.delivery.Answers;
import io.twinharbor.delivery.access.Trust;
import io.twinharbor.delivery.deployment.Change;
import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Deployments;
import io.twinharbor.delivery.deployment.Evidence;
import io.twinharbor.delivery.deployment.Kind;
import io.twinharbor.delivery.deployment.Verdict;
import io.twinharbor.delivery.history.Request;
import io.twinharbor.delivery.incident.Incident;
import io.twinharbor.delivery.incident.Incidents;
import io.twinharbor.delivery.indicator.Measurement;
import io.twinharbor.delivery.indicator.Window;
import io.twinharbor.delivery.metric.Thanos;

/** A week of a service that never was, with all that a report may tell of. */
final class MadeUpWeek {

    static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    static final Window WEEK = new Window(BEGIN, BEGIN.plus(Duration.ofDays(7)));

    private static final Map<String, Double> ENDPOINTS = Map.of("GET /api/v1/users/export", 2.4, "POST /api/v1/users", 0.085,
            "PATCH /api/v1/users/{id}", 0.071, "GET /api/v1/users", 0.048, "GET /", 0.036, "GET /api/v1/users/{id}", 0.019);
    private static final Map<String, Double> QUERIES = Map.of(
            "SELECT id, version, email, display_name, active FROM users WHERE email LIKE $1 ORDER BY email LIMIT $2", 0.028,
            "INSERT INTO users (email, display_name, active) VALUES ($1, $2, $3) RETURNING id", 0.0052,
            "SELECT id, version, email, display_name, active FROM users WHERE id = $1", 0.0004);

    private final List<Deployment> deployed;
    private final List<Incident> happened;

    private MadeUpWeek(List<Deployment> deployed, List<Incident> happened) {
        this.deployed = deployed;
        this.happened = happened;
    }

    static MadeUpWeek full() {
        return new MadeUpWeek(List.of(
                release(1, "staging", 10).succeeded(),
                release(1, "east", 11, "Users are found by their address", "A page of users is read in one query").succeeded(),
                release(1, "west", 12, "Users are found by their address", "A page of users is read in one query").succeeded(),
                release(2, "staging", 57).failed("acceptance: 3 of 214 tests failed", false),
                release(3, "east", 61, "Größer – 90 % schneller", "Two", "Three", "Four", "Five", "Six", "Seven")
                        .failed("error-rate: 4 of 60 measurements were bad", true),
                release(4, "east", 110, "Exports <b>& imports</b> have a time of their own").takenBack(112),
                new Made(deployment(5, "east", Kind.UNDO, 112)).succeeded()),
                List.of(new Incident("one", "accounts", "east", "availability and latency missed", hour(61), hour(62), null,
                        "https://incidents-east.example.org/incidents/1"),
                        new Incident("two", "accounts", "west", "latency missed", hour(160), null, null, null),
                        new Incident("three", "audit", "east", "Of another service", hour(20), hour(21), null, null)));
    }

    static MadeUpWeek empty() {
        return new MadeUpWeek(List.of(), List.of());
    }

    /** With so many deployments, one an hour. */
    static MadeUpWeek busy(int many) {
        return new MadeUpWeek(IntStream.rangeClosed(1, many)
                .mapToObj(number -> release(number, "east", number).succeeded()).toList(), List.of());
    }

    /** What is told of it, by whoever asks a Thanos at this address; without one if there is none. */
    Report report(Optional<Answers> thanos) throws IOException {
        Deployments deployments = new Deployments() {
            @Override
            public List<Deployment> in(Instant from, Instant to) {
                return deployed.stream().filter(one -> from.isBefore(one.requestedAt())
                        && one.requestedAt().isBefore(to)).toList();
            }
        };
        Incidents incidents = new Incidents() {
            @Override
            public List<Incident> in(Instant from, Instant to) {
                return happened.stream().filter(one -> one.beganAt().isBefore(to)
                        && (one.restoredAt() == null || !one.restoredAt().isBefore(from))).toList();
            }
        };
        return new Reporter(new Measured(new Thanos(thanos.map(Answers::address).map(URI::create), new Trust(Optional.empty()))),
                deployments, incidents, new Measurement(deployments, incidents)).of("accounts", WEEK);
    }

    /** A Thanos that has measured it. */
    static String measured(Answers.Asked asked) {
        String address = asked.address();
        boolean isNow = address.contains("&time=" + WEEK.to().getEpochSecond());
        if (address.startsWith("/api/v1/query_range")) {
            return matrix(address);
        }
        if (address.contains("slo:error_budget_left")) {
            return vector(Map.of("slo=availability", isNow ? 0.62 : 0.81, "slo=latency", isNow ? 0.93 : 0.92));
        }
        if (address.contains("cnpg_statements")) {
            boolean isLatency = address.contains("seconds_total");
            return vector(QUERIES.entrySet().stream().collect(Collectors.toMap(one -> "query=" + one.getKey(),
                    one -> isLatency ? one.getValue() * (isNow ? 0.8 : 1) : 40_000 / one.getValue() / 1000)));
        }
        if (address.contains("http_request_method")) {
            boolean isLatency = address.contains("histogram_quantile");
            return vector(ENDPOINTS.entrySet().stream().collect(Collectors.toMap(
                    one -> "http_request_method=" + one.getKey().replace(" ", ",http_route="),
                    one -> isLatency ? one.getValue() * (isNow ? 1.2 : 1) : 9_000 / one.getValue())));
        }
        if (address.contains("time() - max")) {
            double age = address.contains("recovery") ? 5.2 * 86_400 : address.contains("velero") ? 21 * 3600 : 22.4 * 3600;
            return vector(Map.of("cluster=east", age, "cluster=west", age * 1.01));
        }
        return vector(Map.of("", number(address) * (isNow ? 1 : 0.9)));
    }

    private static double number(String address) {
        if (address.contains("histogram_quantile")) {
            return address.contains("(0.5,") ? 0.011 : address.contains("(0.95,") ? 0.052 : 0.18;
        }
        if (address.contains("5..")) {
            return 0.0004;
        }
        if (address.contains("memory_maxHeap") || address.contains("kube_pod_container_resource_limits")) {
            return 0.74;
        }
        if (address.contains("connectionpool")) {
            return address.contains("queued") ? 1840 : 9;
        }
        if (address.contains("working_set")) {
            return 1.5e9;
        }
        return address.contains("container_cpu") ? address.contains("1000 *") ? 1.31 : 61.7 : 14_204_311;
    }

    private static String matrix(String address) {
        boolean isNow = address.contains("&start=" + WEEK.from().getEpochSecond());
        Instant from = isNow ? WEEK.from() : WEEK.before().from();
        double scale = address.contains("5..") ? 0.002 : address.contains("histogram") ? 0.3
                : address.contains("working_set") ? 1.6e9 : address.contains("cpu") ? 0.8 : 42;
        String values = IntStream.range(0, 168).mapToObj(hour -> String.format(Locale.ROOT, "[%d,\"%f\"]",
                from.plus(Duration.ofHours(hour)).getEpochSecond(), scale * (isNow ? 1 : 0.85)
                * (0.55 - 0.45 * Math.cos((hour % 24 - 3) / 12.0 * Math.PI)))).collect(Collectors.joining(","));
        return "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{},\"values\":[" + values + "]}]}}";
    }

    private static String vector(Map<String, Double> series) {
        return series.entrySet().stream().map(one -> {
            String labels = one.getKey().isEmpty() ? "" : List.of(one.getKey().split(",(?=http_route=)")).stream()
                    .map(pair -> pair.split("=", 2)).map(pair -> "\"" + pair[0] + "\":\"" + pair[1] + "\"")
                    .collect(Collectors.joining(","));
            return "{\"metric\":{" + labels + "},\"value\":[0,\"" + one.getValue() + "\"]}";
        }).collect(Collectors.joining(",", "{\"status\":\"success\",\"data\":{\"result\":[", "]}}"));
    }

    /** A deployment that is about to be settled. */
    private record Made(Deployment deployment) {

        Deployment succeeded() {
            deployment.settle(Verdict.succeeded(deployment.requestedAt().plusSeconds(600), Evidence.NOTIFICATION));
            return deployment;
        }

        Deployment failed(String why, boolean reached) {
            Instant at = deployment.requestedAt().plusSeconds(300);
            deployment.settle(Verdict.failed(at, reached ? at.minusSeconds(120) : null, reached, Evidence.CLUSTER, why));
            return deployment;
        }

        Deployment takenBack(int hour) {
            deployment.settle(Verdict.succeeded(deployment.requestedAt().plusSeconds(600), Evidence.NOTIFICATION)
                    .takenBack(hour(hour)));
            return deployment;
        }
    }

    private static Made release(int number, String environment, int hour, String... subjects) {
        return new Made(deployment(number, environment, Kind.RELEASE, hour, subjects));
    }

    private static Deployment deployment(int number, String environment, Kind kind, int hour, String... subjects) {
        List<Change> changes = List.of(subjects).stream()
                .map(subject -> new Change("c" + number, subject, "Ada", hour(hour).minusSeconds(7200), null)).toList();
        Request.Build build = new Request.Build("b", hour(hour).minusSeconds(1800), hour(hour));
        return new Deployment(new Request("accounts", environment, "%010x%030d".formatted(0xa41c09be77L + number, number),
                hour(hour), hour(hour), kind, null, "", "", build, null), changes);
    }

    private static Instant hour(int hour) {
        return BEGIN.plus(Duration.ofHours(hour));
    }
}
