package io.twinharbor.delivery.indicator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.twinharbor.delivery.reconciliation.Reconciled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Shows the indicators of the usual time as metrics. What there is nothing to say of is not a number. */
@Singleton
public class Gauges {

    private final MetricRegistry registry;
    private final Measurement measurement;
    private final Map<Subject, Indicators> current = new ConcurrentHashMap<>();
    private final Set<Subject> shown = ConcurrentHashMap.newKeySet();

    private volatile Instant reconciledAt;

    @Inject
    public Gauges(MetricRegistry registry, Measurement measurement) {
        this.registry = registry;
        this.measurement = measurement;
    }

    /** Before reports, which may take their time. */
    void onReconciled(@Observes @Priority(Interceptor.Priority.APPLICATION) Reconciled reconciled) {
        if (reconciledAt == null) {
            reconciledAt = reconciled.at();
            registry.gauge(metadata("delivery_reconciled_timestamp_seconds", "When this instance last looked at all."),
                    this, gauges -> gauges.reconciledAt.getEpochSecond());
        }
        reconciledAt = reconciled.at();
        Window window = Window.usual(reconciled.at());
        SortedMap<Subject, List<Indicators>> measured = measurement.of(List.of(window));
        // Where nothing happened any more, what once did is no news.
        current.replaceAll((subject, before) -> Indicators.of(window, List.of(), List.of()));
        measured.forEach((subject, indicators) -> {
            current.put(subject, indicators.get(0));
            if (shown.add(subject)) {
                show(subject);
            }
        });
    }

    private void show(Subject subject) {
        show(subject, "delivery_deployments_succeeded", "Deployments of 30 days that users have, or had.", Indicators::succeeded);
        show(subject, "delivery_deployments_failed", "Deployments of 30 days that were refused.", Indicators::failed);
        show(subject, "delivery_deployment_frequency_per_day", "Deployments that succeeded, a day over 30 days.",
                Indicators::frequency);
        show(subject, "delivery_deployment_success_ratio", "Of those tried in 30 days, the share that succeeded.",
                indicators -> indicators.successRate().orElse(Double.NaN));
        show(subject, "delivery_deployment_cycle_time_seconds", "From merge to users, median of 30 days.",
                indicators -> median(indicators.cycleTime()));
        show(subject, "delivery_lead_time_for_changes_seconds", "From when a commit was written to users, median of 30 days.",
                indicators -> median(indicators.leadTime()));
        show(subject, "delivery_change_failure_ratio", "Of those that users had in 30 days, the share that failed them.",
                indicators -> indicators.changeFailureRate().orElse(Double.NaN));
        show(subject, "delivery_time_to_restore_seconds", "How long users were failed, median of 30 days.",
                indicators -> median(indicators.timeToRestore()));
    }

    private void show(Subject subject, String name, String description, ToDoubleFunction<Indicators> value) {
        registry.gauge(metadata(name, description), current, all -> value.applyAsDouble(all.get(subject)),
                new Tag("service", subject.service()), new Tag("environment", subject.environment()));
    }

    private static double median(Optional<Spread> spread) {
        return spread.map(value -> value.median().toMillis() / 1000.0).orElse(Double.NaN);
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
