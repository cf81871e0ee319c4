package io.twinharbor.delivery.lifecycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

import jakarta.annotation.Resource;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Asks the database for the health checks. */
@Singleton
class Database {

    private static final int PATIENCE_SECONDS = 2;

    @Resource(lookup = "jdbc/delivery")
    private DataSource database;

    /** Up if the statement succeeds within two seconds; the reason of a failure stays in the log. */
    HealthCheckResponse answers(String name, String sql) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            statement.execute(sql);
            return HealthCheckResponse.up(name);
        } catch (SQLException e) {
            return HealthCheckResponse.down(name);
        }
    }
}
