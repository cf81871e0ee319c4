package io.twinharbor.responder.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.schema.Role;
import io.twinharbor.schema.testing.EmbeddedDatabase;

/** A PostgreSQL of its own, and the role that the service has there. */
public final class Trial implements AutoCloseable {

    private final EmbeddedDatabase database = EmbeddedDatabase.migrated();

    /** What an instance of the service has. */
    public Store store() {
        return new Store(database.source(Role.APP));
    }

    /** Does something as the tables' owner. */
    public void execute(String sql) throws SQLException {
        database.execute(Role.OWNER, sql);
    }

    /** An alert that has been told of; each with a fingerprint of its own is another. */
    public UUID told(String fingerprint, Map<String, String> labels) throws SQLException {
        Incidents incidents = new Incidents(store());
        incidents.receive(List.of(alert(fingerprint, labels)));
        return incidents.newestOf(fingerprint).orElseThrow().id();
    }

    /** One that fires. */
    public static Alert alert(String fingerprint, Map<String, String> labels) {
        return new Alert(fingerprint, Instant.parse("2026-05-01T12:00:00.123456789Z"), null, labels,
                Map.of("summary", "It is so"));
    }

    /** The same, which has ended. */
    public static Alert ended(Alert alert) {
        return new Alert(alert.fingerprint(), alert.startsAt(), alert.startsAt().plus(Duration.ofMinutes(5)),
                alert.labels(), alert.annotations());
    }

    @Override
    public void close() {
        database.close();
    }
}
