package io.twinharbor.console.health;

import io.twinharbor.console.backend.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Something that is not as it should be, and since when. */
public record Alert(String name, String severity, String cluster, String about, String summary, Instant since, boolean silenced) {

    static final Comparator<Alert> WORST_FIRST = Comparator.comparing((Alert alert) -> alert.silenced)
            .thenComparing(alert -> "critical".equals(alert.severity) ? 0 : 1)
            .thenComparing(Alert::since, Comparator.nullsLast(Comparator.reverseOrder()));

    /** As Alertmanager has it. */
    static Alert of(JsonObject json, String ownCluster) {
        JsonObject labels = Json.object(json, "labels");
        Map<String, String> texts = labels.keySet().stream().collect(Collectors.toMap(name -> name, labels::getString));
        JsonObject annotations = Json.object(json, "annotations");
        return new Alert(texts.getOrDefault("alertname", ""), texts.getOrDefault("severity", "none"),
                texts.getOrDefault("cluster", ownCluster), about(texts), annotations.getString("summary", ""),
                Json.moment(json, "startsAt"), "suppressed".equals(Json.object(json, "status").getString("state", "")));
    }

    /** As Thanos has it, which knows neither words nor silences. */
    static Alert of(Metrics.Sample since) {
        return new Alert(since.label("alertname"), since.label("severity"), since.label("cluster"), about(since.labels()), "",
                since.moment(), false);
    }

    /** By which the same alert is known from two sides. */
    String identity() {
        return name + ' ' + cluster + ' ' + about;
    }

    public String tone() {
        return silenced ? "off" : "critical".equals(severity) ? "bad" : "warn";
    }

    private static String about(Map<String, String> labels) {
        return java.util.stream.Stream.of("namespace", "service", "slo", "pod", "job", "schedule")
                .filter(labels::containsKey).map(labels::get).distinct().collect(Collectors.joining(" · "));
    }
}
