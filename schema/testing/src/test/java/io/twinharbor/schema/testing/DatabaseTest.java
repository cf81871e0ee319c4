package io.twinharbor.schema.testing;

import static io.twinharbor.schema.testing.RoleAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import io.twinharbor.schema.Database;
import io.twinharbor.schema.Migrate;
import io.twinharbor.schema.Provision;
import io.twinharbor.schema.Role;
import io.twinharbor.schema.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the program leaves every service's database. */
class DatabaseTest {

    @AutoClose
    private static final EmbeddedDatabase HARBOUR = EmbeddedDatabase.migrated();

    @Test
    void provisioningAndMigratingAgainChangesNothing() {
        assertDoesNotThrow(() -> new Provision(HARBOUR.database()).run());
        assertEquals("2", new Migrate(HARBOUR.database()).run());
    }

    @Test
    void anEmptyDatabaseIsSeededOnlyIfTheVariableOfItsSchemaAsksForIt() throws SQLException {
        assertEquals("0", HARBOUR.value(Role.READER, "SELECT count(*) FROM boat"));
        new Migrate(HARBOUR.with(Map.of("SEED_BOAT", "true"))).run();
        assertEquals("Ada", HARBOUR.value(Role.READER, "SELECT string_agg(name, ',') FROM boat"));
        HARBOUR.execute(Role.APP, "DELETE FROM boat");
        new Migrate(HARBOUR.with(Map.of("SEED_BOAT", "false"))).run();
        assertEquals("0", HARBOUR.value(Role.READER, "SELECT count(*) FROM boat"));
    }

    @Test
    void theServiceMakesTemporaryTablesOnlyIfItsSchemaSaysSo() throws SQLException {
        String statement = "CREATE TEMPORARY TABLE mine (id int)";
        assertRefused(HARBOUR, statement, Role.APP, Role.READER, Role.BACKUP);
        Schema staging = new Schema("harbour", true, "", "");
        Database another = new Database(staging, HARBOUR.with(Map.of("DB_NAME", "another")).environment());
        new Provision(another).run();
        assertDoesNotThrow(() -> Sql.execute(another, Role.APP, statement));
        assertThrows(SQLException.class, () -> Sql.execute(another, Role.READER, statement));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyEntersWithoutTheRightPassword(Role role) {
        Database database = HARBOUR.database();
        assertThrows(SQLException.class,
                () -> DriverManager.getConnection(database.url(database.name()), database.userOf(role), "guessed"));
    }

    @Test
    void aPasswordThatIsMissingIsNamed() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> new Database(Map.of()).passwordOf(Role.APP));
        assertEquals("the environment variable DB_APP_PASSWORD is not set", thrown.getMessage());
    }
}
