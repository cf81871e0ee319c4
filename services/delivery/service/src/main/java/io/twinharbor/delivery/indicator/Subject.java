package io.twinharbor.delivery.indicator;

import java.util.Comparator;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.incident.Incident;

/**
 * What indicators are of.
 *
 * @param service     a service
 * @param environment staging, or a cluster of production
 */
public record Subject(String service, String environment) implements Comparable<Subject> {

    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::service).thenComparing(Subject::environment);

    static Subject of(Deployment deployment) {
        return new Subject(deployment.service(), deployment.environment());
    }

    static Subject of(Incident incident) {
        return new Subject(incident.service(), incident.environment());
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
