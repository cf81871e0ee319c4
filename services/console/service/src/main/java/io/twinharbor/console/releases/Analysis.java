package io.twinharbor.console.releases;

import java.time.Instant;
import java.util.List;

/** How a release is measured: before users are switched to it, or after. */
public record Analysis(String name, String kind, String phase, String message, Instant startedAt, List<Metric> metrics) {

    /** One of the measurements, with the newest value. */
    public record Metric(String name, String phase, int good, int bad, int open, String value) {

        public String tone() {
            return Analysis.tone(phase);
        }
    }

    public String tone() {
        return tone(phase);
    }

    public boolean isRunning() {
        return "Running".equals(phase) || "Pending".equals(phase);
    }

    static String tone(String phase) {
        return switch (phase) {
            case "Successful" -> "good";
            case "Running", "Pending" -> "busy";
            case "Inconclusive" -> "warn";
            default -> "bad";
        };
    }
}
