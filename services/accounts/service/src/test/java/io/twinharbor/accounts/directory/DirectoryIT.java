package io.twinharbor.accounts.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Set;

import io.twinharbor.conduct.problem.ProblemException;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Users and their events from inside the server, where a transaction can be held. */
@ArquillianTest
class DirectoryIT {

    @Inject
    private Directory directory;

    @PersistenceContext
    private EntityManager entities;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static WebArchive service() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/accounts.war"));
    }

    @Test
    void aUserAndItsEventAreStoredTogether() {
        User user = directory.create(draft("together@example.org"));
        assertEquals(List.of("user.created"), eventsOf(user));
        directory.change(user.id(), any -> { }, User::deactivate);
        assertEquals(List.of("user.created", "user.deactivated"), eventsOf(user));
    }

    @Test
    void whatTheTransactionAroundItTakesBackNeverWas() throws Exception {
        transaction.begin();
        User user = directory.create(draft("never@example.org"));
        assertEquals(List.of("user.created"), eventsOf(user));
        transaction.rollback();
        assertEquals(List.of(), eventsOf(user));
        assertEquals(404, assertThrows(ProblemException.class, () -> directory.get(user.id())).problem().status());
    }

    @Test
    void aRefusedChangeChangesNothing() {
        directory.create(draft("first@example.org"));
        User second = directory.create(draft("second@example.org"));
        var refusal = assertThrows(ProblemException.class,
                () -> directory.change(second.id(), any -> { }, user -> user.apply(draft("FIRST@example.org"))));
        assertEquals(409, refusal.problem().status());
        assertEquals("second@example.org", directory.get(second.id()).email());
        assertEquals(1, directory.get(second.id()).version());
        assertEquals(List.of("user.created"), eventsOf(second));
    }

    @Test
    void eachChangeCountsTheVersion() {
        User user = directory.create(draft("version@example.org"));
        assertEquals(1, user.version());
        assertEquals(2, directory.change(user.id(), any -> { }, User::deactivate).version());
        assertTrue(directory.get(user.id()).changedAt().isAfter(user.createdAt()));
    }

    @SuppressWarnings("unchecked")
    private List<String> eventsOf(User user) {
        return entities.createNativeQuery("SELECT type FROM outbox WHERE user_id = ? ORDER BY id")
                .setParameter(1, user.id()).getResultList();
    }

    private static UserDraft draft(String email) {
        return new UserDraft(email, null, true, Set.of("clerk"));
    }
}
