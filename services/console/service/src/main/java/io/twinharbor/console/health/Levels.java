package io.twinharbor.console.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Service levels as rules count them (docs/adr/0027). */
@Singleton
public class Levels {

    private final Metrics metrics;

    @Inject
    public Levels(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Of each service and objective. */
    public List<Level> all() {
        Map<String, Metrics.Sample> promised = new TreeMap<>();
        metrics.now("max by (service, slo) (slo:objective:ratio)").forEach(sample -> promised.put(name(sample), sample));
        Map<String, Double> left = new HashMap<>();
        metrics.now("max by (service, slo) (slo:error_budget_left:30d)").forEach(one -> left.put(name(one), one.value()));
        Map<String, Map<String, Double>> burning = new HashMap<>();
        metrics.now("max by (service, slo, cluster) (slo:burn_rate:1h)").forEach(one -> burning
                .computeIfAbsent(name(one), any -> new TreeMap<>()).put(one.label("cluster"), one.value()));
        return promised.entrySet().stream().map(entry -> new Level(entry.getValue().label("service"),
                entry.getValue().label("slo"), entry.getValue().value(), left.get(entry.getKey()),
                burning.getOrDefault(entry.getKey(), Map.of()))).toList();
    }

    private static String name(Metrics.Sample sample) {
        return sample.label("service") + ' ' + sample.label("slo");
    }
}
