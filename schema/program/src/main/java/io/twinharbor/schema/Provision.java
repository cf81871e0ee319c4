package io.twinharbor.schema;

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
public final class Provision {

    private final Database database;

    public Provision(Database database) {
        this.database = database;
    }

    /** Whatever of it is there already stays, with these passwords. */
    public void run() throws SQLException {
        try (Connection connection = database.connectAsAdministrator("postgres")) {
            for (Role role : Role.values()) {
                createRole(connection, role);
            }
            createDatabase(connection);
        }
        try (Connection connection = database.connectAsAdministrator(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            statement.execute("ALTER SCHEMA public OWNER TO " + database.userOf(Role.OWNER));
        }
    }

    private void createRole(Connection connection, Role role) throws SQLException {
        String user = database.userOf(role);
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", user)) {
            execute(connection, "CREATE ROLE " + user + " LOGIN NOINHERIT");
        }
        if (role == Role.BACKUP) {
            // pg_dump does not SET ROLE, so this one role has to inherit.
            execute(connection, "ALTER ROLE " + user + " INHERIT");
            execute(connection, "GRANT pg_read_all_data TO " + user);
        }
        // The driver hashes the password itself: it never appears in a statement that the server may log.
        connection.unwrap(PGConnection.class)
                .alterUserPassword(user, database.passwordOf(role).toCharArray(), "scram-sha-256");
    }

    private void createDatabase(Connection connection) throws SQLException {
        String name = '"' + database.name().replace("\"", "\"\"") + '"';
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database.name())) {
            execute(connection, "CREATE DATABASE " + name + " OWNER " + database.userOf(Role.OWNER));
        }
        execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        for (Role role : Role.values()) {
            execute(connection, "GRANT CONNECT ON DATABASE " + name + " TO " + database.userOf(role));
        }
        if (database.schema().temporaryTables()) {
            execute(connection, "GRANT TEMPORARY ON DATABASE " + name + " TO " + database.userOf(Role.APP));
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
