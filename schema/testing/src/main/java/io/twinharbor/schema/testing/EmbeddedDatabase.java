package io.twinharbor.schema.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

import io.twinharbor.schema.Database;
import io.twinharbor.schema.Migrate;
import io.twinharbor.schema.Provision;
import io.twinharbor.schema.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of the service whose schema is on the class path, on a PostgreSQL of a test's own. */
public final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Its roles are there, and no table is. */
    public static EmbeddedDatabase provisioned() {
        try {
            EmbeddedDatabase database = new EmbeddedDatabase(EmbeddedPostgres.start());
            database.askForPasswords();
            new Provision(database.database()).run();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tables are there, too. */
    public static EmbeddedDatabase migrated() {
        EmbeddedDatabase database = provisioned();
        new Migrate(database.database()).run();
        return database;
    }

    /** The embedded server lets everybody in, unlike any other. */
    private void askForPasswords() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD 'postgres'");
            ResultSet file = statement.executeQuery("SHOW hba_file");
            file.next();
            statement.execute("COPY (SELECT 'host all all all scram-sha-256') TO '" + file.getString(1) + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** Where the server listens. */
    public int port() {
        return postgres.getPort();
    }

    /** As the program of the schema knows it. Each role's password is its name there, such as {@code app}. */
    public Database database() {
        return with(Map.of());
    }

    /** The same, seen with further settings. */
    public Database with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("DB_PORT", Integer.toString(port()),
                "DB_ADMIN_USER", "postgres", "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner",
                "DB_APP_PASSWORD", "app", "DB_READER_PASSWORD", "reader", "DB_BACKUP_PASSWORD", "backup"));
        all.putAll(settings);
        return new Database(Map.copyOf(all));
    }

    /** As one of the roles. */
    public DataSource source(Role role) {
        Database database = database();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url(database.name()));
        source.setUser(database.userOf(role));
        source.setPassword(database.passwordOf(role));
        return source;
    }

    /** Done by one of the roles. */
    public void execute(Role role, String statement) throws SQLException {
        Sql.execute(database(), role, statement);
    }

    /** What one of the roles is answered: the first column of the first row. */
    public String value(Role role, String query) throws SQLException {
        return Sql.value(database(), role, query);
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
