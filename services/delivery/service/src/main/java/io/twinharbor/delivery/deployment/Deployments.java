package io.twinharbor.delivery.deployment;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;

/** The deployments that are known; each method is one transaction, or part of its caller's. */
@Singleton
public class Deployments {

    @PersistenceContext
    private EntityManager entities;

    /** Adds one that is new. */
    @Transactional
    public void add(Deployment deployment) {
        entities.persist(deployment);
    }

    /** How many there are: a database that was brought back to an earlier time has fewer. */
    @Transactional
    public long count() {
        return entities.createQuery("SELECT count(d) FROM Deployment d", Long.class).getSingleResult();
    }

    /** All of a service. */
    @Transactional
    public List<Deployment> of(String service) {
        return entities.createQuery(
                "SELECT d FROM Deployment d LEFT JOIN FETCH d.changes WHERE d.service = :service ORDER BY d.id", Deployment.class)
                .setParameter("service", service).getResultList().stream().distinct().toList();
    }

    /** All that were settled or asked for in a time, and those before it that were taken back in it, with what came with them. */
    @Transactional
    public List<Deployment> in(Instant from, Instant to) {
        return entities.createQuery("""
                SELECT d FROM Deployment d LEFT JOIN FETCH d.changes
                WHERE d.requestedAt < :to AND (d.requestedAt >= :from OR d.finishedAt >= :from OR d.takenBackAt >= :from)
                ORDER BY d.requestedAt, d.id""", Deployment.class)
                .setParameter("from", from).setParameter("to", to)
                .getResultList().stream().distinct().toList();
    }

    /** One page, the newest first. */
    @Transactional
    public List<Deployment> list(DeploymentQuery query) {
        StringBuilder jpql = new StringBuilder("SELECT d FROM Deployment d WHERE 1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        restrict(jpql, parameters, " AND d.service = :service", "service", query.service());
        restrict(jpql, parameters, " AND d.environment = :environment", "environment", query.environment());
        restrict(jpql, parameters, " AND d.status = :status", "status", query.status());
        if (query.after() != null) {
            restrict(jpql, parameters, " AND (d.requestedAt < :at OR d.requestedAt = :at", "at", query.after().requestedAt());
            restrict(jpql, parameters, " AND d.id < :id)", "id", query.after().id());
        }
        TypedQuery<Deployment> page = entities.createQuery(jpql + " ORDER BY d.requestedAt DESC, d.id DESC", Deployment.class)
                .setMaxResults(query.limit());
        parameters.forEach(page::setParameter);
        return page.getResultList();
    }

    private static void restrict(StringBuilder jpql, Map<String, Object> parameters, String clause, String name, Object value) {
        if (value != null) {
            jpql.append(clause);
            parameters.put(name, value);
        }
    }

    /**
     * @throws ProblemException 404 if there is no such deployment
     */
    @Transactional
    public Deployment get(long id) {
        Deployment found = Optional.ofNullable(entities.find(Deployment.class, id)).orElseThrow(() -> new ProblemException(
                Problem.of(Response.Status.NOT_FOUND, "There is no deployment " + id + ".")));
        found.changes().size();
        return found;
    }

    /** What each environment has by now: the last that went live. */
    @Transactional
    public List<Deployment> live() {
        return entities.createQuery("""
                SELECT d FROM Deployment d WHERE d.status = io.twinharbor.delivery.deployment.Status.SUCCEEDED
                AND NOT EXISTS (SELECT later FROM Deployment later WHERE later.service = d.service
                    AND later.environment = d.environment AND later.status = d.status AND later.id > d.id)
                ORDER BY d.service, d.environment""", Deployment.class).getResultList();
    }
}
