package io.twinharbor.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * Where a service's database is and who may enter it, read from environment variables.
 *
 * @param schema      of the service
 * @param environment usually {@link System#getenv()}; a variable that is needed and missing is an
 *                    {@link IllegalArgumentException} that names it
 */
public record Database(Schema schema, Map<String, String> environment) {

    /** Of the service whose schema is on the class path. */
    public Database(Map<String, String> environment) {
        this(Schema.onClassPath(), environment);
    }

    /** Of the database on its server. */
    public String name() {
        return environment.getOrDefault("DB_NAME", schema.name());
    }

    /** Of this database, or of another on the same server. */
    public String url(String database) {
        return ("jdbc:postgresql://%s/%s?targetServerType=primary&sslmode=%s&sslrootcert=%s"
                + "&ApplicationName=%s-schema").formatted(
                servers(),
                database,
                environment.getOrDefault("DB_SSL_MODE", "prefer"),
                environment.getOrDefault("DB_SSL_ROOT_CERT", "/etc/ssl/certs/ca-certificates.crt"),
                schema.name());
    }

    private String servers() {
        return environment.getOrDefault("DB_SERVERS", environment.getOrDefault("DB_HOST", "localhost") + ":"
                + environment.getOrDefault("DB_PORT", "5432"));
    }

    /** As one of the four, to the database itself. */
    public Connection connect(Role role) throws SQLException {
        return DriverManager.getConnection(url(name()), userOf(role), passwordOf(role));
    }

    /** To this database, or to another on the same server. */
    public Connection connectAsAdministrator(String database) throws SQLException {
        return DriverManager.getConnection(url(database), required("DB_ADMIN_USER"), required("DB_ADMIN_PASSWORD"));
    }

    /** As PostgreSQL knows the role. */
    public String userOf(Role role) {
        return role.of(schema);
    }

    /** As the environment gives it. */
    public String passwordOf(Role role) {
        return required(role.passwordVariable());
    }

    /** What has no default. */
    public String required(String variable) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the environment variable " + variable + " is not set");
        }
        return value;
    }
}
