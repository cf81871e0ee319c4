package io.twinharbor.accounts.schema;

import static io.twinharbor.schema.testing.Compatibility.HOW_TO_MEND;
import static io.twinharbor.schema.testing.Compatibility.MIGRATIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

import io.twinharbor.schema.Role;
import io.twinharbor.schema.testing.Compatibility;
import io.twinharbor.schema.testing.EmbeddedDatabase;
import io.twinharbor.schema.testing.Sql;
import io.twinharbor.schema.testing.Trial;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration leaves the version that runs what it relies on, or says since which release none does. */
class CompatibilityTest {

    @AutoClose
    private static final EmbeddedDatabase ACCOUNTS = EmbeddedDatabase.provisioned();

    private static List<String> brokenByOurs;

    @TempDir
    private Path folder;
    private Trial trial;

    @BeforeAll
    static void applyEachMigration() throws IOException, SQLException {
        brokenByOurs = new Compatibility(ACCOUNTS.database()).brokenBy(MIGRATIONS);
    }

    @BeforeEach
    void begin() {
        trial = new Trial(ACCOUNTS, MIGRATIONS, folder);
    }

    @Test
    void eachMigrationLeavesTheVersionBeforeWorking() {
        assertEquals(List.of(), brokenByOurs, HOW_TO_MEND);
    }

    @Test
    void theExampleInTheReadmeIsLetThrough() throws SQLException, IOException {
        assertEquals(List.of(), trial.brokenBy(example()));
    }

    @Test
    void theExampleShowsEachVersionWhatTheOtherWrites() throws SQLException, IOException {
        trial.brokenBy(example()[0]);
        for (String column : List.of("detail", "reason")) {
            execute("INSERT INTO user_import (id, format, mode, state, actor, " + column + ")"
                    + " VALUES (gen_random_uuid(), 'csv', 'skip-invalid', 'failed', '" + column + "', 'made')");
        }
        assertEquals("made made, made made", detailsAndReasons());
        execute("UPDATE user_import SET detail = 'changed' WHERE actor = 'detail'");
        execute("UPDATE user_import SET reason = 'changed, too' WHERE actor = 'reason'");
        assertEquals("changed changed, changed, too changed, too", detailsAndReasons());
    }

    private static String[] example() throws IOException {
        return Pattern.compile("```sql\n(.+?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("../README.md")))
                .results().map(block -> block.group(1)).toArray(String[]::new);
    }

    private void execute(String sql) throws SQLException {
        Sql.execute(trial.database(), Role.APP, sql);
    }

    private String detailsAndReasons() throws SQLException {
        return Sql.value(trial.database(), Role.APP,
                "SELECT string_agg(detail || ' ' || reason, ', ' ORDER BY actor) FROM user_import");
    }
}
