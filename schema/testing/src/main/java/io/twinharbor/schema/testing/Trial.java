package io.twinharbor.schema.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import io.twinharbor.schema.Database;
import io.twinharbor.schema.Role;

/** Migrations that are tried after a service's own, each time on another copy of its database. */
public final class Trial {

    private static final String NAME = "trial";
    private static final int FIRST = 1000;

    private final EmbeddedDatabase original;
    private final Path migrations;
    private final Path folder;

    /**
     * @param original   with all of the service's migrations
     * @param migrations where these are
     * @param folder     for those that are tried; empty
     */
    public Trial(EmbeddedDatabase original, Path migrations, Path folder) {
        this.original = original;
        this.migrations = migrations;
        this.folder = folder;
    }

    /** The copy that was made last. */
    public Database database() {
        return original.with(Map.of("DB_NAME", NAME));
    }

    /** By migrations with these contents, one after the other. */
    public List<String> brokenBy(String... contents) throws SQLException, IOException {
        for (int i = 0; i < contents.length; i++) {
            Files.writeString(folder.resolve("V%d__trial.sql".formatted(FIRST + i)), contents[i]);
        }
        Database database = original.database();
        try (Connection connection = database.connectAsAdministrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + NAME);
            statement.execute("CREATE DATABASE %s TEMPLATE %s OWNER %s"
                    .formatted(NAME, database.name(), database.userOf(Role.OWNER)));
        }
        return new Compatibility(database()).brokenBy(migrations, folder);
    }
}
