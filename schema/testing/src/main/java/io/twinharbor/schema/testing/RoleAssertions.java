package io.twinharbor.schema.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

import io.twinharbor.schema.Role;

/** What roles may do, tried. */
public final class RoleAssertions {

    private static final String NOT_ALLOWED = "42501";

    private RoleAssertions() {
    }

    /** For want of a right, and for no other reason. */
    public static void assertRefused(EmbeddedDatabase database, String statement, Role... roles) {
        for (Role role : roles) {
            SQLException thrown = assertThrows(SQLException.class, () -> database.execute(role, statement), statement);
            assertEquals(NOT_ALLOWED, thrown.getSQLState(), thrown.getMessage());
        }
    }

    /** Each of them. */
    public static void assertReads(EmbeddedDatabase database, Role role, String... tables) {
        for (String table : tables) {
            assertDoesNotThrow(() -> database.value(role, "SELECT count(*) FROM " + table), table);
        }
    }

    /** Whatever table there is. */
    public static void assertReadsEverything(EmbeddedDatabase database, Role role) throws SQLException {
        try (Connection connection = database.database().connect(Role.OWNER);
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                assertReads(database, role, tables.getString("TABLE_NAME"));
            }
        }
    }
}
