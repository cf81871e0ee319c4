package io.twinharbor.delivery.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** The incidents that are known; each method is one transaction. */
@Singleton
public class Incidents {

    @PersistenceContext
    private EntityManager entities;

    /** Adds one, or replaces what was known of it. */
    @Transactional
    public void put(Incident incident) {
        entities.merge(incident);
    }

    @Transactional
    public Optional<Incident> find(String id) {
        return Optional.ofNullable(entities.find(Incident.class, id));
    }

    /**
     * Says something else of one that is known; whatever else is known of it stays.
     *
     * @return as it is then; empty if there is no such incident
     */
    @Transactional
    public Optional<Incident> add(String id, Addition addition) {
        return find(id).map(known -> entities.merge(known.with(addition)));
    }

    /** When the first began that is not over, of those whose names begin so. */
    @Transactional
    public Optional<Instant> firstOpen(String beginning) {
        return Optional.ofNullable(entities.createQuery(
                "SELECT min(i.beganAt) FROM Incident i WHERE i.restoredAt IS NULL AND i.id LIKE :beginning", Instant.class)
                .setParameter("beginning", beginning + "%").getSingleResult());
    }

    /** Those that lasted at some time in between, the newest first. */
    @Transactional
    public List<Incident> in(Instant from, Instant to) {
        return entities.createQuery("""
                SELECT i FROM Incident i WHERE i.beganAt < :to AND (i.restoredAt IS NULL OR i.restoredAt >= :from)
                ORDER BY i.beganAt DESC, i.id""", Incident.class)
                .setParameter("from", from).setParameter("to", to)
                .setHint("eclipselink.read-only", true).getResultList();
    }
}
