package io.twinharbor.delivery.observation;

import java.util.List;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** What was told and seen; each is kept once, and for good. */
@Singleton
public class Observations {

    @PersistenceContext
    private EntityManager entities;

    /**
     * @return whether it is new: the first time counts, for the same is told again after a failed delivery
     */
    @Transactional
    public boolean keep(Observation observation) {
        return entities.createNativeQuery("""
                INSERT INTO observation (service, environment, revision, good, observed_at, served_from, reached_users,
                    evidence, reason)
                VALUES (?, ?, ?, ?, ?, CAST(? AS timestamptz), CAST(? AS boolean), ?, ?) ON CONFLICT DO NOTHING""")
                .setParameter(1, observation.service())
                .setParameter(2, observation.environment())
                .setParameter(3, observation.revision())
                .setParameter(4, observation.good())
                .setParameter(5, observation.observedAt())
                .setParameter(6, observation.servedFrom())
                .setParameter(7, observation.reachedUsers())
                .setParameter(8, observation.evidence().word())
                .setParameter(9, observation.reason())
                .executeUpdate() > 0;
    }

    /** How many there are: another instance may have been told. */
    @Transactional
    public long count() {
        return entities.createQuery("SELECT count(o) FROM Observation o", Long.class).getSingleResult();
    }

    /** All of a service. */
    @Transactional
    public List<Observation> of(String service) {
        return entities.createQuery("SELECT o FROM Observation o WHERE o.service = :service", Observation.class)
                .setParameter("service", service).setHint("eclipselink.read-only", true).getResultList();
    }
}
