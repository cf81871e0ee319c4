package io.twinharbor.responder.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import io.twinharbor.responder.Tables;
import io.twinharbor.responder.alert.Alert;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL of its own, and the role that the service has there. */
public final class Trial implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    /** Starts it, and makes the tables. */
    public Trial() throws IOException {
        postgres = EmbeddedPostgres.start();
        Tables.make(postgres.getPort());
    }

    /** What an instance of the service has. */
    public Store store() {
        return new Store(source());
    }

    private DataSource source() {
        return postgres.getDatabase("responder_app", "responder");
    }

    /** Does something as the tables' owner. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("responder_owner", "responder").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
    public void close() throws IOException {
        postgres.close();
    }
}
