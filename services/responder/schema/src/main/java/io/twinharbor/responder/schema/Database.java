package io.twinharbor.responder.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * Where the database is and who may enter it, read from environment variables.
 *
 * @param environment usually {@link System#getenv()}; a variable that is needed and missing is an
 *                    {@link IllegalArgumentException} that names it
 */
record Database(Map<String, String> environment) {

    String name() {
        return environment.getOrDefault("DB_NAME", "responder");
    }

    String url(String database) {
        return ("jdbc:postgresql://%s/%s?targetServerType=primary&sslmode=%s&sslrootcert=%s"
                + "&ApplicationName=responder-schema").formatted(
                servers(),
                database,
                environment.getOrDefault("DB_SSL_MODE", "prefer"),
                environment.getOrDefault("DB_SSL_ROOT_CERT", "/etc/ssl/certs/ca-certificates.crt"));
    }

    private String servers() {
        return environment.getOrDefault("DB_SERVERS", environment.getOrDefault("DB_HOST", "localhost") + ":"
                + environment.getOrDefault("DB_PORT", "5432"));
    }

    Connection connectAsAdministrator(String database) throws SQLException {
        return DriverManager.getConnection(url(database), required("DB_ADMIN_USER"), required("DB_ADMIN_PASSWORD"));
    }

    String passwordOf(Role role) {
        return required(role.passwordVariable());
    }

    private String required(String variable) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the environment variable " + variable + " is not set");
        }
        return value;
    }
}
