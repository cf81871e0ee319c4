package io.twinharbor.schema.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.twinharbor.schema.Database;
import io.twinharbor.schema.Role;

/** One statement in a connection of its own. */
public final class Sql {

    private Sql() {
    }

    /** Done by one of the roles. */
    public static void execute(Database database, Role role, String sql) throws SQLException {
        try (Connection connection = database.connect(role); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What one of the roles is answered: the first column of the first row. */
    public static String value(Database database, Role role, String query) throws SQLException {
        try (Connection connection = database.connect(role); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
