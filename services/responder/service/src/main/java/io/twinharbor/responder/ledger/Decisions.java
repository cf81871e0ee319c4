package io.twinharbor.responder.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.twinharbor.responder.catalogue.Target;
import io.twinharbor.responder.guard.Decision;
import io.twinharbor.responder.guard.Decision.State;
import io.twinharbor.responder.guard.Past;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * What is done about alerts, written down before it is done. An incident's row can be made once; while its action is carried out,
 * a transaction holds its lock. So whoever finds the row and gets the lock knows that nobody is at work any more.
 */
@Singleton
public class Decisions {

    private static final String BEGUN = " state IN ('claimed', 'done', 'failed', 'interrupted', 'dry-run') ";

    private final Store store;

    @Inject
    public Decisions(Store store) {
        this.store = store;
    }

    /** What an incident's owner does while nobody else may. */
    public interface Work {

        void run() throws SQLException;
    }

    /** Says what to do in view of what was done before. */
    public interface Judge {

        Decision decide(Past past) throws SQLException;
    }

    /** Does something with an incident, unless another instance is at it. */
    public boolean alone(UUID incident, Work work) throws SQLException {
        try (Connection lock = store.claim()) {
            lock.setAutoCommit(false);
            try {
                boolean taken = Store.read(lock, row -> row.getBoolean(1),
                        "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))", incident.toString()).get(0);
                if (taken) {
                    work.run();
                }
                return taken;
            } finally {
                lock.rollback();
            }
        }
    }

    /**
     * Decides on an incident and writes it down, one decision at a time over all instances.
     *
     * @return nothing if it had been decided before
     */
    public Optional<Decision> decide(UUID incident, String instance, Judge judge) throws SQLException {
        try (Connection connection = store.connect()) {
            connection.setAutoCommit(false);
            try {
                Store.read(connection, row -> true, "SELECT pg_advisory_xact_lock(hashtextextended('decisions', 0))");
                Decision decision = judge.decide(new Counted(connection));
                boolean begun = decision.state() == State.CLAIMED || decision.state() == State.DRY_RUN;
                try (PreparedStatement insert = Store.prepare(connection, """
                        INSERT INTO decision (incident_id, action, target, state, reason, attempts, instance, finished_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN NULL ELSE now() END) ON CONFLICT DO NOTHING""",
                        incident, decision.action(), decision.target() == null ? null : decision.target().toString(),
                        decision.state().id(), decision.reason(), begun ? 1 : 0, instance, begun)) {
                    boolean ours = insert.executeUpdate() == 1;
                    connection.commit();
                    return ours ? Optional.of(decision) : Optional.empty();
                }
            } finally {
                connection.rollback();
            }
        }
    }

    /** Incidents with an action that was begun and is not known to have ended. */
    public List<UUID> unfinished() throws SQLException {
        return store.read(row -> row.getObject("incident_id", UUID.class),
                "SELECT incident_id FROM decision WHERE state = 'claimed' OR state = 'dry-run' AND finished_at IS NULL");
    }

    /**
     * Takes an action over that was begun by an instance that is gone.
     *
     * @return which attempt it is; nothing if it is none to be taken over any more
     */
    public Optional<Integer> takeOver(UUID incident, String instance) throws SQLException {
        return store.read(row -> row.getInt("attempts"), """
                UPDATE decision SET attempts = attempts + 1, instance = ?
                WHERE incident_id = ? AND finished_at IS NULL RETURNING attempts""", instance, incident).stream().findFirst();
    }

    /** Writes down what came of an attempt, unless another has been begun since. */
    public void finish(UUID incident, int attempt, State state, String result) throws SQLException {
        store.update("UPDATE decision SET state = ?, result = ?, finished_at = now() WHERE incident_id = ? AND attempts = ?",
                state.id(), result, incident, attempt);
    }

    private record Counted(Connection connection) implements Past {

        @Override
        public int count(String action, Instant since) throws SQLException {
            return Store.read(connection, row -> row.getInt(1),
                    "SELECT count(*) FROM decision WHERE action = ? AND decided_at > ? AND" + BEGUN, action, since).get(0);
        }

        @Override
        public int count(Instant since) throws SQLException {
            return Store.read(connection, row -> row.getInt(1),
                    "SELECT count(*) FROM decision WHERE decided_at > ? AND" + BEGUN, since).get(0);
        }

        @Override
        public Optional<Instant> last(Target target) throws SQLException {
            return Store.read(connection, row -> Store.instant(row, "decided_at"),
                    "SELECT decided_at FROM decision WHERE target = ? AND" + BEGUN + "ORDER BY decided_at DESC LIMIT 1",
                    target.toString()).stream().findFirst();
        }
    }
}
