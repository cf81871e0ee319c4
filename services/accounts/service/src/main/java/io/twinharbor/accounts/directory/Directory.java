package io.twinharbor.accounts.directory;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.twinharbor.accounts.access.Caller;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;

/** The users: each method is one transaction, and each change leaves its event in the outbox with it. */
@Singleton
public class Directory {

    private static final String UNIQUE_VIOLATION = "23505";

    @PersistenceContext
    private EntityManager entities;

    private final Caller caller;

    @Inject
    public Directory(Caller caller) {
        this.caller = caller;
    }

    /** One page of users, in the order of the query. */
    @Transactional
    public List<User> list(UserQuery query) {
        Order order = query.order();
        StringBuilder jpql = new StringBuilder("SELECT u FROM User u WHERE 1 = 1");
        if (query.filter().active() != null) {
            jpql.append(" AND u.active = :active");
        }
        if (query.filter().emailPrefix() != null) {
            jpql.append(" AND u.emailKey LIKE :prefix ESCAPE '\\'");
        }
        if (query.after() != null) {
            jpql.append(" AND (u.%1$s %2$s :value OR u.%1$s = :value AND u.id %2$s :id)"
                    .formatted(order.attribute(), order.comparison()));
        }
        jpql.append(" ORDER BY u.%1$s %2$s, u.id %2$s".formatted(order.attribute(), order.direction()));

        TypedQuery<User> users = entities.createQuery(jpql.toString(), User.class)
                .setMaxResults(query.limit())
                .setHint("eclipselink.read-only", true);
        if (query.filter().active() != null) {
            users.setParameter("active", query.filter().active());
        }
        if (query.filter().emailPrefix() != null) {
            users.setParameter("prefix", query.filter().emailPrefix().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (query.after() != null) {
            users.setParameter("value", query.after().value()).setParameter("id", query.after().id());
        }
        return users.getResultList();
    }

    /**
     * @throws ProblemException 404 if there is no such user
     */
    @Transactional
    public User get(long id) {
        return Optional.ofNullable(entities.find(User.class, id)).orElseThrow(() -> missing(id));
    }

    /**
     * Adds a user.
     *
     * @param draft checked against {@link UserRules}
     * @throws ProblemException 409 if the e-mail address is taken
     */
    @Transactional
    public User create(UserDraft draft) {
        announceCaller();
        User user = new User(draft);
        entities.persist(user);
        flush();
        return user;
    }

    /**
     * Changes a user whom nobody else can change at the same time.
     *
     * @param precondition ends the request with a problem if the user is not as the client thinks
     * @param change       what to do
     * @throws ProblemException 404, 409 for an e-mail address that is taken, or what the arguments throw
     */
    @Transactional
    public User change(long id, Consumer<User> precondition, Consumer<User> change) {
        User user = lock(id);
        precondition.accept(user);
        announceCaller();
        change.accept(user);
        flush();
        return user;
    }

    /**
     * Removes a user for good; the outbox keeps what was.
     *
     * @throws ProblemException 404, or what the precondition throws
     */
    @Transactional
    public void delete(long id, Consumer<User> precondition) {
        User user = lock(id);
        precondition.accept(user);
        announceCaller();
        entities.remove(user);
    }

    private User lock(long id) {
        return Optional.ofNullable(entities.find(User.class, id, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> missing(id));
    }

    private void announceCaller() {
        entities.createNativeQuery(Caller.ANNOUNCEMENT)
                .setParameter(1, caller.name())
                .setParameter(2, caller.traceId())
                .getSingleResult();
    }

    private void flush() {
        try {
            entities.flush();
        } catch (PersistenceException e) {
            if (isUniqueViolation(e)) {
                throw new ProblemException(Problem.of(Response.Status.CONFLICT, "email-taken",
                        "The e-mail address is taken", "Another user has this e-mail address; case does not count."));
            }
            throw e;
        }
    }

    private static boolean isUniqueViolation(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException missing(long id) {
        return new ProblemException(Problem.of(Response.Status.NOT_FOUND, "There is no user " + id + "."));
    }
}
