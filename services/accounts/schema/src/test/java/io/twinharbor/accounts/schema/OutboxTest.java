package io.twinharbor.accounts.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.twinharbor.schema.Role;
import io.twinharbor.schema.testing.EmbeddedDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every change of a user leaves its event in the same transaction. */
class OutboxTest {

    @AutoClose
    private static final EmbeddedDatabase ACCOUNTS = EmbeddedDatabase.migrated();

    private Connection service;

    @BeforeEach
    void begin() throws SQLException {
        service = ACCOUNTS.database().connect(Role.APP);
        service.setAutoCommit(false);
        execute("SELECT set_config('twinharbor.actor', 'ada', true), set_config('twinharbor.trace_id', 'feed', true)");
    }

    @AfterEach
    void undo() throws SQLException {
        service.rollback();
        service.close();
    }

    @Test
    void eachKindOfChangeIsAnEventWithWhoWhyAndWhat() throws SQLException {
        execute("INSERT INTO users (email) VALUES ('one@example.org'), ('two@example.org')");
        execute("UPDATE users SET display_name = 'Two' WHERE email = 'two@example.org'");
        execute("UPDATE users SET active = false");
        execute("UPDATE users SET active = true WHERE email = 'one@example.org'");
        execute("DELETE FROM users WHERE email = 'one@example.org'");
        assertEquals(List.of(
                "user.created one@example.org by ada in feed", "user.created two@example.org by ada in feed",
                "user.changed two@example.org by ada in feed",
                "user.deactivated one@example.org by ada in feed", "user.deactivated two@example.org by ada in feed",
                "user.changed one@example.org by ada in feed", "user.deleted one@example.org by ada in feed"), events());
    }

    @Test
    void anEventShowsTheUserBeforeAndAfterWithoutTheDerivedColumn() throws SQLException {
        execute("INSERT INTO users (email) VALUES ('Case@example.org')");
        execute("UPDATE users SET roles = '{clerk}'");
        assertEquals(List.of("[] → [\"clerk\"], 8 members"), read("SELECT (before->'roles')::text || ' → ' ||"
                + " (after->'roles')::text || ', ' || (SELECT count(*) FROM json_object_keys(after)) || ' members'"
                + " FROM outbox WHERE type = 'user.changed'"));
    }

    @Test
    void whatIsRolledBackLeavesNoEvent() throws SQLException {
        execute("INSERT INTO users (email) VALUES ('gone@example.org')");
        service.rollback();
        assertEquals(List.of(), events());
    }

    @Test
    void whoeverChangesUsersWithoutSayingWhoIsNamedByTheirDatabaseRole() throws SQLException {
        service.rollback();
        execute("INSERT INTO users (email) VALUES ('anonymous@example.org')");
        assertEquals(List.of("accounts_app"), read("SELECT actor FROM outbox"));
    }

    @Test
    void anAddressIsUniqueWhateverItsCase() throws SQLException {
        execute("INSERT INTO users (email) VALUES ('Same@example.org')");
        SQLException thrown = assertThrows(SQLException.class,
                () -> execute("INSERT INTO users (email) VALUES ('sAME@EXAMPLE.org')"));
        assertEquals("23505", thrown.getSQLState());
    }

    private List<String> events() throws SQLException {
        return read("SELECT type || ' ' || (coalesce(after, before)->>'email') || ' by ' || actor || ' in ' || trace_id"
                + " FROM outbox ORDER BY id");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = service.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> read(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = service.createStatement(); ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }
}
