package io.twinharbor.delivery.reconciliation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.twinharbor.delivery.deployment.Deployment;
import io.twinharbor.delivery.deployment.Deployments;
import io.twinharbor.delivery.history.Changes;
import io.twinharbor.delivery.history.Line;
import io.twinharbor.delivery.history.Request;
import io.twinharbor.delivery.observation.Observations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings what is stored to what Git and the observations say, in one transaction. */
@Singleton
public class Settling {

    @PersistenceContext
    private EntityManager entities;

    private final Deployments deployments;
    private final Observations observations;
    private final Optional<Duration> assumedAfter;

    /**
     * @param assumedAfter the setting {@code ASSUMED_AFTER}: after how long what nobody watches is taken to have come true
     */
    @Inject
    public Settling(Deployments deployments, Observations observations,
            @ConfigProperty(name = "assumed.after") Optional<Duration> assumedAfter) {
        this.deployments = deployments;
        this.observations = observations;
        this.assumedAfter = assumedAfter;
    }

    /** All that verdicts follow from, and how many there are: as long as it is the same, they are. */
    record Evidence(ObjectId tip, long observations, long deployments) {
    }

    Evidence evidence(ObjectId tip) {
        return new Evidence(tip, observations.count(), deployments.count());
    }

    /** Whether time alone may settle something. */
    boolean isUpToTime() {
        return assumedAfter.isPresent();
    }

    /**
     * @return whether it was done: while another instance does it, nothing is
     */
    @Transactional(rollbackOn = IOException.class)
    public boolean settle(Line line, Changes changes) throws IOException {
        if (!(Boolean) entities.createNativeQuery("SELECT pg_try_advisory_xact_lock(hashtextextended('settling', 0))")
                .getSingleResult()) {
            return false;
        }
        Judge judge = new Judge(line, assumedAfter.orElse(null), Instant.now());
        Set<String> services = new TreeSet<>(line.requests().stream().map(Request::service).toList());
        for (String service : services) {
            List<Deployment> known = new ArrayList<>(deployments.of(service));
            Set<String> places = known.stream().map(Settling::place).collect(Collectors.toSet());
            for (Request request : line.requests()) {
                if (request.service().equals(service) && !places.contains(request.environment() + "@" + request.revision())) {
                    Deployment added = new Deployment(request, changes.of(request));
                    deployments.add(added);
                    known.add(added);
                }
            }
            judge.settle(service, known, observations.of(service));
        }
        return true;
    }

    private static String place(Deployment deployment) {
        return deployment.environment() + "@" + deployment.revision();
    }
}
