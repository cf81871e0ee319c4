package io.twinharbor.responder.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The stop switch: it holds for all instances, and through restarts. */
@Singleton
public class Stops {

    private final Store store;

    @Inject
    public Stops(Store store) {
        this.store = store;
    }

    /**
     * How the switch stands.
     *
     * @param actor who changed it last
     */
    public record Stop(boolean stopped, String actor, String reason, Instant at) {

        /** Who stopped and why. */
        public String inWords() {
            return "by " + actor + ": " + reason;
        }
    }

    /** How it stands; nothing if nobody ever touched it. */
    public Optional<Stop> newest() throws SQLException {
        return store.read(row -> new Stop(row.getBoolean("stopped"), row.getString("actor"), row.getString("reason"),
                Store.instant(row, "at")), "SELECT * FROM stop ORDER BY id DESC LIMIT 1").stream().findFirst();
    }

    /** Stops all actions that are not begun, or lets them go on. */
    public void change(boolean stopped, String actor, String reason) throws SQLException {
        store.update("INSERT INTO stop (stopped, actor, reason) VALUES (?, ?, ?)", stopped, actor, reason);
    }
}
