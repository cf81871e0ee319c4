package io.twinharbor.schema.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.twinharbor.schema.Database;
import io.twinharbor.schema.Migrate;
import io.twinharbor.schema.Role;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Applies migrations one by one, and asks the database before and after each what the version that runs relies on: so it
 * is the same whether a statement says it, a {@code CASCADE} or a block of code does it.
 */
public final class Compatibility {

    /** Where a schema module has its own. */
    public static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    /** For whoever meets what is broken. */
    public static final String HOW_TO_MEND = "see Changing the tables in services/accounts/README.md";

    /** With the release since which no other version runs that minds: what goes away must have it. */
    private static final Pattern REASON = Pattern.compile("-- safe( since [0-9a-f]{7,40})?: (.+)");

    /**
     * @param kind {@code promise} that must not go, or {@code limit} that must not come to what was there
     * @param name of a table, function, type
     * @param part such as a column, or empty
     */
    private record Fact(String kind, String name, String part, String meaning) {

        boolean isPromise() {
            return kind.equals("promise");
        }

        boolean isAbout(Fact other) {
            return name.equals(other.name) && (other.part.isEmpty() || part.equals(other.part));
        }

        boolean isIn(String reason) {
            List<String> words = List.of(reason.split("\\W+"));
            return words.containsAll(List.of(name.split("\\W+"))) || words.contains(part);
        }

        @Override
        public String toString() {
            return name + (part.isEmpty() ? " " : "." + part + " ") + meaning;
        }
    }

    private final Database database;

    public Compatibility(Database database) {
        this.database = database;
    }

    /**
     * @param folders with migrations, of which those are applied that the database does not have yet
     * @return what they break without a reason, a line each; none if the version before each can run on
     */
    public List<String> brokenBy(Path... folders) throws SQLException, IOException {
        String[] locations = Stream.of(folders).map(folder -> "filesystem:" + folder).toArray(String[]::new);
        Migrate migrate = new Migrate(database);
        List<String> broken = new ArrayList<>();
        for (MigrationInfo next : migrate.flyway(locations).load().info().pending()) {
            Set<Fact> before = facts();
            migrate.flyway(locations).target(next.getVersion()).load().migrate();
            Path file = Path.of(next.getPhysicalLocation());
            List<MatchResult> reasons = REASON.matcher(Files.readString(file)).results().toList();
            broken(before, facts()).filter(fact -> reasons.stream().noneMatch(reason -> allows(reason, fact)))
                    .map(fact -> file.getFileName() + (fact.isPromise() ? " takes away: " : " demands: ") + fact)
                    .forEach(broken::add);
        }
        return broken;
    }

    private static Stream<Fact> broken(Set<Fact> before, Set<Fact> after) {
        return Stream.concat(
                before.stream().filter(fact -> fact.isPromise() && !after.contains(fact)),
                after.stream().filter(fact -> !fact.isPromise() && !before.contains(fact)
                        && before.stream().anyMatch(known -> known.isAbout(fact))));
    }

    private static boolean allows(MatchResult reason, Fact fact) {
        return fact.isIn(reason.group(2)) && (reason.group(1) != null || !fact.isPromise());
    }

    private Set<Fact> facts() throws SQLException, IOException {
        Set<Fact> facts = new LinkedHashSet<>();
        try (InputStream query = Compatibility.class.getResourceAsStream("relied-on.sql");
                Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(new String(query.readAllBytes(), StandardCharsets.UTF_8))) {
            while (row.next()) {
                facts.add(new Fact(row.getString("kind"), row.getString("name"), row.getString("part"),
                        row.getString("meaning")));
            }
        }
        return facts;
    }
}
