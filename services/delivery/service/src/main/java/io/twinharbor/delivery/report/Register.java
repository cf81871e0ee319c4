package io.twinharbor.delivery.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;

/** Which reports there are. Each method is one short transaction: nobody holds a connection while a report is made. */
@Singleton
public class Register {

    static final int LIMIT = 100;

    @PersistenceContext
    private EntityManager entities;

    /** Adds one that somebody has asked for. */
    @Transactional
    public void add(Made made) {
        entities.persist(made);
        entities.flush();
    }

    /**
     * Adds that of a week, unless there is one, or another instance adds one this moment.
     *
     * @return whether it was added
     */
    @Transactional
    public boolean addWeekly(Made made) {
        boolean isMine = (Boolean) entities.createNativeQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .setParameter(1, "report " + made.service() + " " + made.from()).getSingleResult();
        if (!isMine || hasWeekly(made.service(), made.from())) {
            return false;
        }
        entities.persist(made);
        entities.flush();
        return true;
    }

    /** Whether there is the report of the week that begins then. */
    @Transactional
    public boolean hasWeekly(String service, Instant from) {
        return !entities.createQuery(
                "SELECT m.id FROM Made m WHERE m.weekly = true AND m.service = :service AND m.from = :from", Long.class)
                .setParameter("service", service).setParameter("from", from).getResultList().isEmpty();
    }

    /**
     * The newest, {@link #LIMIT} at most.
     *
     * @param service null for all
     */
    @Transactional
    public List<Made> list(String service) {
        TypedQuery<Made> newest = service == null
                ? entities.createQuery("SELECT m FROM Made m ORDER BY m.at DESC, m.id DESC", Made.class)
                : entities.createQuery(
                        "SELECT m FROM Made m WHERE m.service = :service ORDER BY m.at DESC, m.id DESC", Made.class)
                        .setParameter("service", service);
        return newest.setMaxResults(LIMIT).getResultList();
    }

    /** One, if there is one with that number. */
    @Transactional
    public Optional<Made> find(long id) {
        return Optional.ofNullable(entities.find(Made.class, id));
    }
}
