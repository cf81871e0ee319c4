package io.twinharbor.audit.feed;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetadataBuilder;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Timer;

/** How events come in, for operations. */
@Singleton
public class FeedMetrics {

    private final Timer delay;
    private final Counter events;
    private final Counter repeated;
    private final Counter failures;
    private final AtomicLong length = new AtomicLong();
    private volatile long caughtUpAt = System.nanoTime();

    @Inject
    FeedMetrics(MetricRegistry registry) {
        delay = registry.timer(named("audit.delay", "From a change to its row in the trail")
                .withUnit(MetricUnits.SECONDS).build());
        events = registry.counter(named("audit.events", "Events that were added").build());
        repeated = registry.counter(named("audit.events.repeated", "Events that came again and were absorbed").build());
        failures = registry.counter(named("audit.feed.failures", "Attempts to take events that failed").build());
        registry.gauge(named("audit.chain.length", "Number of the last row of the chain").build(), length::get);
        registry.gauge(named("audit.lag", "Since the trail last had all that there was").withUnit(MetricUnits.SECONDS).build(),
                () -> (System.nanoTime() - caughtUpAt) / 1e9);
    }

    private static MetadataBuilder named(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description);
    }

    /** An event is in the trail, so long after it happened. */
    public void added(Duration after) {
        events.inc();
        delay.update(after.isNegative() ? Duration.ZERO : after);
    }

    /** So many of those that came were there already. */
    public void absorbed(long count) {
        repeated.inc(count);
    }

    /** The chain reaches to this row. */
    public void reaches(long seq) {
        length.accumulateAndGet(seq, Math::max);
    }

    void caughtUp() {
        caughtUpAt = System.nanoTime();
    }

    void failed() {
        failures.inc();
    }
}
