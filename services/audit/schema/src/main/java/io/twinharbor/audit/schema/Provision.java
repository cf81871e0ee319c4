package io.twinharbor.audit.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.postgresql.PGConnection;

/**
 * Creates the database and its roles where an operator does not do it. In the clusters
 * CloudNativePG declares the same roles instead.
 */
final class Provision {

    private final Database database;

    Provision(Database database) {
        this.database = database;
    }

    void run() throws SQLException {
        try (Connection connection = database.connectAsAdministrator("postgres")) {
            for (Role role : Role.values()) {
                createRole(connection, role);
            }
            createDatabase(connection);
        }
        try (Connection connection = database.connectAsAdministrator(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            statement.execute("ALTER SCHEMA public OWNER TO " + Role.OWNER.databaseName());
        }
    }

    private void createRole(Connection connection, Role role) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role.databaseName())) {
            execute(connection, "CREATE ROLE " + role.databaseName() + " LOGIN NOINHERIT");
        }
        if (role == Role.BACKUP) {
            // pg_dump does not SET ROLE, so this one role has to inherit.
            execute(connection, "ALTER ROLE audit_backup INHERIT");
            execute(connection, "GRANT pg_read_all_data TO audit_backup");
        }
        // The driver hashes the password itself: it never appears in a statement that the server may log.
        connection.unwrap(PGConnection.class)
                .alterUserPassword(role.databaseName(), database.passwordOf(role).toCharArray(), "scram-sha-256");
    }

    private void createDatabase(Connection connection) throws SQLException {
        String name = '"' + database.name().replace("\"", "\"\"") + '"';
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database.name())) {
            execute(connection, "CREATE DATABASE " + name + " OWNER " + Role.OWNER.databaseName());
        }
        execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        for (Role role : Role.values()) {
            execute(connection, "GRANT CONNECT ON DATABASE " + name + " TO " + role.databaseName());
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
