package io.twinharbor.conduct.lifecycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Asks the database for the health checks. */
@Singleton
public class Database {

    private static final int PATIENCE_SECONDS = 2;

    private final String name;

    /**
     * @param name the setting {@code database.jndi}: how the server calls the data source
     */
    @Inject
    Database(@ConfigProperty(name = "database.jndi") String name) {
        this.name = name;
    }

    /** Up if the statement succeeds within two seconds; the reason of a failure stays in the log. */
    public HealthCheckResponse answers(String check, String sql) {
        try (Connection connection = InitialContext.<DataSource>doLookup(name).getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            statement.execute(sql);
            return HealthCheckResponse.up(check);
        } catch (NamingException | SQLException e) {
            return HealthCheckResponse.down(check);
        }
    }
}
