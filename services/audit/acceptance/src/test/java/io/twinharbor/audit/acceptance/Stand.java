package io.twinharbor.audit.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** What all tests share: a PostgreSQL, an issuer of tokens, somebody who gives events as accounts does, and the service. */
final class Stand {

    private static EmbeddedPostgres postgres;
    private static Issuer issuer;
    private static AccountsStub accounts;
    private static Instance service;

    private Stand() {
    }

    static Instance service() {
        return service;
    }

    static Issuer issuer() {
        return issuer;
    }

    static AccountsStub accounts() {
        return accounts;
    }

    static void stopService() {
        service.stop();
    }

    static void startService() {
        service = new Instance("service", environment(), Map.of());
    }

    static void stopDatabase() throws IOException {
        postgres.close();
    }

    /** Starts it again, with its data and where it was. */
    static void startDatabase() throws IOException {
        postgres = database().setPort(postgres.getPort()).start();
    }

    /** As somebody would who has the database server in hand. */
    static void tamper(String statement) {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/audit", "postgres", "postgres");
                Statement forgery = connection.createStatement()) {
            forgery.execute("SET session_replication_role = replica");
            forgery.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The exit status of one of the programs, with the environment that all have. */
    static int run(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
                "-cp", System.getProperty("java.class.path").replace(';', File.pathSeparatorChar), program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment());
        try {
            Process process = builder.inheritIO().start();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(program + " does not end");
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void start() {
        try {
            removeWhatAnEarlierRunLeft();
            issuer = new Issuer();
            accounts = new AccountsStub();
            postgres = database().start();
            if (run("io.twinharbor.schema.Main", "provision", "migrate") != 0) {
                throw new IllegalStateException("The schema could not be made");
            }
            startService();
            service.awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void stop() {
        try {
            if (service != null) {
                service.stop();
            }
            if (postgres != null) {
                postgres.close();
            }
            if (accounts != null) {
                accounts.stop();
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
                Map.entry("DB_PASSWORD", "app-secret"), Map.entry("DB_ADMIN_USER", "postgres"),
                Map.entry("DB_ADMIN_PASSWORD", "postgres"), Map.entry("DB_OWNER_PASSWORD", "owner-secret"),
                Map.entry("DB_APP_PASSWORD", "app-secret"), Map.entry("DB_READER_PASSWORD", "reader-secret"),
                Map.entry("DB_BACKUP_PASSWORD", "backup-secret"), Map.entry("MP_JWT_VERIFY_ISSUER", Issuer.NAME),
                Map.entry("MP_JWT_VERIFY_AUDIENCES", Issuer.AUDIENCE),
                Map.entry("MP_JWT_VERIFY_PUBLICKEY_LOCATION", issuer.keysUrl()),
                Map.entry("FEED_URL", accounts.address()), Map.entry("FEED_TOKEN_URL", accounts.address() + "/token"),
                Map.entry("FEED_CLIENT_SECRET", AccountsStub.SECRET), Map.entry("FEED_PAUSE_MILLISECONDS", "200"));
    }

    private static EmbeddedPostgres.Builder database() {
        return EmbeddedPostgres.builder().setCleanDataDirectory(false)
                .setDataDirectory(Path.of(System.getProperty("audit.work"), "postgresql").toAbsolutePath());
    }

    private static void removeWhatAnEarlierRunLeft() throws IOException {
        Path work = Path.of(System.getProperty("audit.work"));
        if (Files.exists(work)) {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        Files.createDirectories(work);
    }
}
