package io.twinharbor.delivery.indicator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Deployments;
import io.twinharbor.delivery.incident.Incident;
import io.twinharbor.delivery.incident.Incidents;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes indicators of what is stored. */
@Singleton
public class Measurement {

    private final Deployments deployments;
    private final Incidents incidents;

    @Inject
    public Measurement(Deployments deployments, Incidents incidents) {
        this.deployments = deployments;
        this.incidents = incidents;
    }

    /** Of each service and environment, for each of these times, in their order; all of them lie one after the other. */
    public SortedMap<Subject, List<Indicators>> of(List<Window> windows) {
        Instant from = windows.stream().map(Window::from).min(Instant::compareTo).orElseThrow();
        Instant to = windows.stream().map(Window::to).max(Instant::compareTo).orElseThrow();
        Map<Subject, List<Deployment>> deployed =
                deployments.in(from, to).stream().collect(Collectors.groupingBy(Subject::of));
        Map<Subject, List<Incident>> happened = incidents.in(from, to).stream().collect(Collectors.groupingBy(Subject::of));
        TreeSet<Subject> subjects = new TreeSet<>(deployed.keySet());
        subjects.addAll(happened.keySet());
        SortedMap<Subject, List<Indicators>> indicators = new TreeMap<>();
        subjects.forEach(subject -> indicators.put(subject, windows.stream()
                .map(window -> Indicators.of(window, deployed.getOrDefault(subject, List.of()),
                        happened.getOrDefault(subject, List.of())))
                .toList()));
        return indicators;
    }
}
