package io.twinharbor.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What one service's schema has that others have not.
 *
 * @param name            of its database, and what the names of its roles begin with
 * @param temporaryTables whether the service may make such
 * @param seedVariable    the environment variable that has {@code db/development} applied as well, or empty
 * @param seedMeaning     what comes of that, for people
 */
public record Schema(String name, boolean temporaryTables, String seedVariable, String seedMeaning) {

    private static final String FILE = "/db/schema.properties";

    /** Of the service whose schema module this runs with: from the file beside its migrations. */
    static Schema onClassPath() {
        Properties properties = new Properties();
        try (InputStream file = Schema.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + FILE + " on the class path");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Schema(properties.getProperty("name"), Boolean.parseBoolean(properties.getProperty("temporary.tables")),
                properties.getProperty("seed.variable", ""), properties.getProperty("seed.meaning", ""));
    }
}
