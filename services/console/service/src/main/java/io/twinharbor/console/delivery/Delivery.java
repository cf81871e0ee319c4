package io.twinharbor.console.delivery;

import io.twinharbor.console.backend.Clients;
import io.twinharbor.console.backend.Json;
import io.twinharbor.console.backend.Refused;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** How changes come to users. */
@Singleton
public class Delivery {

    private static final long MOST_MILLIS = 8_000;
    private static final int NEWEST = 15;
    private static final int NEWEST_REPORTS = 8;
    private static final int DAYS_BY_DAY = 31;

    private final Clients clients;
    private final Optional<URI> address;

    /**
     * @param address the setting {@code DELIVERY_URL}
     */
    @Inject
    public Delivery(Clients clients, @ConfigProperty(name = "delivery.url") Optional<URI> address) {
        this.clients = clients;
        this.address = address;
    }

    /** Of each service and environment in which anything happened. */
    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Subject> subjects(String bearer, int days) {
        Instant now = Instant.now();
        return Json.objects(api().indicators(bearer, now.minus(Duration.ofDays(days)).toString(), now.toString()), "of").stream()
                .map(one -> new Subject(one.getString("service"), one.getString("environment"),
                        Figures.of(one.getJsonObject("indicators")), Figures.of(one.getJsonObject("before")))).toList();
    }

    /** Of each day, or week, the oldest first. */
    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Figures> history(String bearer, String service, String environment, int days) {
        Instant now = Instant.now();
        JsonObject answer = api().history(bearer, service, environment, now.minus(Duration.ofDays(days)).toString(),
                now.toString(),
                days > DAYS_BY_DAY ? "week" : "day");
        return Json.objects(answer, "of").stream().findFirst()
                .map(one -> Json.objects(one, "points").stream().map(Figures::of).toList()).orElse(List.of());
    }

    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Deployment> newest(String bearer, String service, String environment) {
        return api().deployments(bearer, service, environment, NEWEST).getValuesAs(JsonObject.class).stream()
                .map(Deployment::of).toList();
    }

    /** The newest first. */
    @Timeout(MOST_MILLIS)
    @Retry(maxRetries = 1, delay = 100, abortOn = {Refused.class})
    @CircuitBreaker(requestVolumeThreshold = 10, skipOn = Refused.class)
    public List<Report> reports(String bearer, String service) {
        return api().reports(bearer, service).getValuesAs(JsonObject.class).stream().map(Report::of).limit(NEWEST_REPORTS)
                .toList();
    }

    /** What is in a report, as a page or as a document to print. */
    public byte[] report(String bearer, long id, boolean isDocument) {
        return isDocument ? api().document(bearer, id) : api().page(bearer, id);
    }

    private DeliveryApi api() {
        return clients.of(DeliveryApi.class, address);
    }
}
