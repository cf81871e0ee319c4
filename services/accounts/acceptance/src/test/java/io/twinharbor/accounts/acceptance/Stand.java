package io.twinharbor.accounts.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** What all tests in Maven share: a PostgreSQL, an issuer of tokens, and two instances of the service on the same database. */
final class Stand {

    private static EmbeddedPostgres postgres;
    private static Issuer issuer;
    private static Instance first;
    private static Instance second;

    private Stand() {
    }

    static Instance first() {
        return first;
    }

    static Instance second() {
        return second;
    }

    static Issuer issuer() {
        return issuer;
    }

    /** One more instance, for a test that stops it; the settings come on top of those that all have. */
    static Instance another(String name, Map<String, String> settings) {
        return new Instance(name, environment(), settings);
    }

    static void stopDatabase() throws IOException {
        postgres.close();
    }

    /** Starts it again, with its data and where it was. */
    static void startDatabase() throws IOException {
        postgres = database("postgresql").setPort(postgres.getPort()).start();
    }

    /** A second server with the data of this moment, which can only be read, as a standby that has lost its primary. */
    static EmbeddedPostgres standby() throws IOException {
        return standby("standby", "");
    }

    /** A second server that can only be read and goes on copying the first. */
    static EmbeddedPostgres following() throws IOException {
        return standby("following", "primary_conninfo = 'host=localhost port=" + postgres.getPort() + " user=postgres'\n");
    }

    private static EmbeddedPostgres standby(String name, String settings) throws IOException {
        stopDatabase();
        try {
            copy(data("postgresql"), data(name));
        } finally {
            startDatabase();
        }
        Files.createFile(data(name).resolve("standby.signal"));
        Files.writeString(data(name).resolve("postgresql.auto.conf"), settings, StandardOpenOption.APPEND);
        return database(name).start();
    }

    /** To the tables of the service, past it. */
    static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + server(postgres) + "/accounts", "postgres", "postgres");
    }

    /** Where the database listens. */
    static String server(EmbeddedPostgres server) {
        return "localhost:" + server.getPort();
    }

    static EmbeddedPostgres database() {
        return postgres;
    }

    private static EmbeddedPostgres.Builder database(String name) {
        return EmbeddedPostgres.builder().setDataDirectory(data(name)).setCleanDataDirectory(false);
    }

    private static Path data(String name) {
        return Path.of(System.getProperty("accounts.work"), name).toAbsolutePath();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    static void start() {
        try {
            issuer = new Issuer();
            removeWhatAnEarlierRunLeft();
            postgres = database("postgresql").start();
            migrate();
            first = new Instance("first", environment(), Map.of("IMPORTS_AT_ONCE", "2"));
            second = new Instance("second", environment(), Map.of());
            first.awaitReady();
            second.awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("microshed_manual_env", "true");
        System.setProperty("microshed_hostname", "localhost");
        System.setProperty("microshed_http_port", Integer.toString(first.port()));
    }

    static void stop() {
        try {
            if (first != null) {
                first.stop();
            }
            if (second != null) {
                second.stop();
            }
            if (postgres != null) {
                postgres.close();
            }
            if (issuer != null) {
                issuer.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("DB_HOST", "localhost"), Map.entry("DB_PORT", Integer.toString(postgres.getPort())),
                Map.entry("DB_NAME", "accounts"), Map.entry("DB_USER", "accounts_app"),
                Map.entry("DB_PASSWORD", "app-secret"), Map.entry("DB_ADMIN_USER", "postgres"),
                Map.entry("DB_ADMIN_PASSWORD", "postgres"), Map.entry("DB_OWNER_PASSWORD", "owner-secret"),
                Map.entry("DB_APP_PASSWORD", "app-secret"), Map.entry("DB_READER_PASSWORD", "reader-secret"),
                Map.entry("DB_BACKUP_PASSWORD", "backup-secret"), Map.entry("SEED_TEST_USER", "true"),
                Map.entry("DIRECTORY_READ_OPEN", "true"), Map.entry("MP_JWT_VERIFY_ISSUER", Issuer.NAME),
                Map.entry("MP_JWT_VERIFY_AUDIENCES", Issuer.AUDIENCE),
                Map.entry("MP_JWT_VERIFY_PUBLICKEY_LOCATION", issuer.keysUrl()));
    }

    private static void removeWhatAnEarlierRunLeft() throws IOException {
        Path work = Path.of(System.getProperty("accounts.work"));
        if (Files.exists(work)) {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        Files.createDirectories(work);
    }

    private static void migrate() throws IOException {
        ProcessBuilder schema = new ProcessBuilder(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp", System.getProperty("java.class.path").replace(';', File.pathSeparatorChar),
                "io.twinharbor.schema.Main", "provision", "migrate"));
        schema.environment().putAll(environment());
        Process done = schema.inheritIO().start();
        try {
            if (!done.waitFor(1, TimeUnit.MINUTES) || done.exitValue() != 0) {
                throw new IllegalStateException("The schema could not be made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
