package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With two weeks behind it, made up, the lab shows a week on its overview soon, and has a full report made. */
@Tag("history")
@Tag("long")
@Tag("platform")
@Order(49)
@ExtendWith(Results.class)
class HistoryIT {

    private static final Path OVERVIEW = Path.of("observability/dashboards/json/overview.json");
    private static final Duration WEEK = Duration.ofDays(7);
    /** As Grafana asks for a week on a panel of a thousand points. */
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Duration MADE = Duration.ofMinutes(40);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Thanos thanos = new Thanos();

    @BeforeAll
    static void makeItUp(Results results) throws Exception {
        results.seconds("made_seconds", () -> Command.run(MADE, List.of("python3", "-m", "benchmarks.history")));
        results.seconds("found_seconds", () -> Waiting.until("found by Thanos", PATIENCE,
                () -> !new Thanos().query("up{job=\"node\"} offset 13d").isEmpty()));
    }

    @AfterAll
    static void takeItAway() {
        Command.run(MADE, List.of("python3", "-m", "benchmarks.history", "--remove"));
    }

    @Test
    void theOverviewOfAWeekIsThereSoon(Results results) throws Exception {
        double all = 0;
        double slowest = 0;
        int panels = 0;
        for (JsonNode panel : new ObjectMapper().readTree(OVERVIEW.toFile()).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                var expression = target.path("expr").asText().replace("$__rate_interval", "10m").replace("$cluster", ".+");
                long begun = System.nanoTime();
                var series = thanos.query(expression, WEEK, STEP);
                double seconds = (System.nanoTime() - begun) / 1e9;
                assertFalse(series.isEmpty() && panel.path("type").asText().equals("timeseries"), expression);
                all += seconds;
                slowest = Math.max(slowest, seconds);
                panels++;
            }
        }
        results.add("overview_panels", panels);
        results.add("overview_seconds", all);
        results.add("overview_slowest_seconds", slowest);
    }

    @Test
    @Needs("delivery")
    void aReportOfAWeekIsAFullOne(Results results) throws Exception {
        var delivery = new Inner(Lab.running().cluster("east"), "delivery", "delivery");
        var to = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var asked = "{\"service\": \"accounts\", \"from\": \"" + to.minus(WEEK) + "\", \"to\": \"" + to + "\"}";
        var made = results.seconds("report_seconds", () -> delivery.send("POST", "/api/v1/reports", asked, "Authorization",
                "Bearer " + Tokens.ofUser("editor")));
        assertEquals(201, made.statusCode(), () -> new String(made.body(), StandardCharsets.UTF_8));
        var report = new ObjectMapper().readTree(made.body());
        var reader = "Bearer " + Tokens.ofUser("reader");
        var page = delivery.get(report.get("page").asText(), "Authorization", reader).body();
        var document = delivery.get(report.get("document").asText(), "Authorization", reader).body();
        Files.createDirectories(Results.KEPT);
        Files.write(Results.KEPT.resolve("report-of-a-full-week.html"), page);
        Files.write(Results.KEPT.resolve("report-of-a-full-week.pdf"), document);
        results.add("report_bytes", document.length);
        var text = new String(page, StandardCharsets.UTF_8);
        for (var part : List.of("Traffic, latency, errors", "Error budget left", "How it went", "Slow endpoints", "Slow queries",
                "Saturation and cost", "Delivery", "Incidents", "Newest backup of the database")) {
            assertEquals(true, text.contains(part), part + " is not in " + Results.KEPT);
        }
    }
}
