package io.twinharbor.responder.ledger;

import static io.twinharbor.responder.ledger.Store.instant;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.twinharbor.responder.alert.Alert;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;

/** What Alertmanager has told, and what was found out. */
@Singleton
public class Incidents {

    private static final String SELECT = """
            SELECT i.*, d.action, d.target, d.state, d.reason, d.result, d.attempts, d.instance, d.decided_at, d.finished_at
            FROM incident i LEFT JOIN decision d ON d.incident_id = i.id""";

    private final Store store;

    @Inject
    public Incidents(Store store) {
        this.store = store;
    }

    /** Writes down what is told of an alert; what ended before it was told of the first time is no incident. */
    public void receive(List<Alert> alerts) throws SQLException {
        try (Connection connection = store.connect()) {
            for (Alert alert : alerts) {
                receive(connection, alert);
            }
        }
    }

    private static void receive(Connection connection, Alert alert) throws SQLException {
        String sql = alert.isResolved()
                ? "UPDATE incident SET told = told + 1, resolved_at = ?,"
                        + " investigate_at = least(investigate_at, now() + interval '1 minute')"
                        + " WHERE fingerprint = ? AND starts_at = ? AND resolved_at IS NULL"
                : "INSERT INTO incident (alertname, severity, labels, annotations, fingerprint, starts_at)"
                        + " VALUES (?, ?, ?::jsonb, ?::jsonb, ?, ?) ON CONFLICT (fingerprint, starts_at)"
                        + " DO UPDATE SET told = incident.told + 1";
        Object[] parameters = alert.isResolved()
                ? new Object[] {alert.endsAt(), alert.fingerprint(), alert.startsAt()}
                : new Object[] {alert.name(), alert.labels().get("severity"), json(alert.labels()), json(alert.annotations()),
                    alert.fingerprint(), alert.startsAt()};
        try (PreparedStatement statement = Store.prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        }
    }

    /** Those about which nothing is decided, the oldest first. */
    public List<Incident> undecided(int limit) throws SQLException {
        return store.read(Incidents::incident, SELECT + " WHERE d.incident_id IS NULL ORDER BY i.received_at LIMIT ?",
                limit);
    }

    /** The next one to be looked into, which is left to the caller for two minutes. */
    public Optional<Incident> nextToInvestigate() throws SQLException {
        List<UUID> taken = store.read(row -> row.getObject("id", UUID.class), """
                UPDATE incident SET investigate_at = now() + interval '2 minutes' WHERE id = (
                    SELECT id FROM incident JOIN decision ON incident_id = id
                    WHERE investigate_at <= now() AND state <> 'claimed'
                    ORDER BY investigate_at LIMIT 1 FOR UPDATE OF incident SKIP LOCKED)
                RETURNING id""");
        return taken.isEmpty() ? Optional.empty() : find(taken.get(0));
    }

    /**
     * Keeps what was found out.
     *
     * @param again after which time there is more to be seen; null if not before the alert ends
     */
    public void report(UUID id, JsonObject report, Duration again) throws SQLException {
        store.update("UPDATE incident SET report = ?::jsonb, investigated_at = now(), investigate_at ="
                + " CASE WHEN ? THEN 'infinity' ELSE now() + make_interval(secs => ?) END WHERE id = ?",
                report.toString(), again == null, again == null ? 0d : (double) again.toSeconds(), id);
    }

    /** One, by its id. */
    public Optional<Incident> find(UUID id) throws SQLException {
        return store.read(Incidents::incident, SELECT + " WHERE i.id = ?", id).stream().findFirst();
    }

    /** The newest of an alert, by its fingerprint. */
    public Optional<Incident> newestOf(String fingerprint) throws SQLException {
        return store.read(Incidents::incident, SELECT + " WHERE i.fingerprint = ? ORDER BY i.starts_at DESC LIMIT 1", fingerprint)
                .stream().findFirst();
    }

    /** The newest first, from those before a moment on. */
    public List<Incident> before(Instant moment, int limit) throws SQLException {
        return store.read(Incidents::incident, SELECT + " WHERE i.received_at < ? ORDER BY i.received_at DESC, i.id LIMIT ?",
                moment, limit);
    }

    /** Names of the alerts that fired within a while around a moment, this one's own among them. */
    public List<Alert> around(Instant moment, Duration within) throws SQLException {
        return store.read(Incidents::incident, SELECT + " WHERE i.starts_at BETWEEN ? AND ? ORDER BY i.starts_at",
                moment.minus(within), moment.plus(within)).stream().map(Incident::alert).toList();
    }

    /** Forgets what is older. */
    public int forget(Duration age) throws SQLException {
        return store.update("DELETE FROM incident WHERE received_at < now() - make_interval(secs => ?)",
                (double) age.toSeconds());
    }

    private static Incident incident(ResultSet row) throws SQLException {
        Alert alert = new Alert(row.getString("fingerprint"), instant(row, "starts_at"), instant(row, "resolved_at"),
                texts(row.getString("labels")), texts(row.getString("annotations")));
        String report = row.getString("report");
        return new Incident(row.getObject("id", UUID.class), alert, row.getInt("told"), instant(row, "received_at"),
                row.getString("state") == null ? null : outcome(row), instant(row, "investigated_at"),
                report == null ? null : object(report));
    }

    private static Incident.Outcome outcome(ResultSet row) throws SQLException {
        return new Incident.Outcome(row.getString("action"), row.getString("target"), row.getString("state"),
                row.getString("reason"), row.getString("result"), row.getInt("attempts"), row.getString("instance"),
                instant(row, "decided_at"), instant(row, "finished_at"));
    }

    private static String json(Map<String, String> texts) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        texts.forEach(json::add);
        return json.build().toString();
    }

    private static Map<String, String> texts(String json) {
        Map<String, String> texts = new TreeMap<>();
        JsonObject object = object(json);
        object.keySet().forEach(name -> texts.put(name, object.getString(name)));
        return texts;
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
