package io.twinharbor.delivery.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** What all tests share: a PostgreSQL, an issuer of tokens, and the service as it was packaged, with no cluster. */
public class Stand implements LauncherSessionListener {

    private static final Path WORK = Path.of(System.getProperty("delivery.work", "target/instance")).toAbsolutePath();

    private static EmbeddedPostgres postgres;
    private static Issuer issuer;
    private static Process server;
    private static int port;

    /** A token with a role. */
    static String token(String role) {
        return issuer.token(role);
    }

    static String address() {
        return "http://localhost:" + port;
    }

    /** Where the service looks for deployments. */
    static Path repository() {
        return WORK.resolve("desired-state");
    }

    static String console() {
        try {
            return Files.readString(WORK.resolve("console.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            removeWhatAnEarlierRunLeft();
            issuer = new Issuer();
            postgres = EmbeddedPostgres.start();
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            migrate();
            Repository.begin(repository());
            ProcessBuilder program = new ProcessBuilder(
                    Path.of(System.getProperty("delivery.server"), "bin", "server").toString(), "run", "delivery");
            program.environment().putAll(environment());
            server = program.redirectErrorStream(true).redirectOutput(WORK.resolve("console.log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        try {
            if (server != null) {
                server.descendants().forEach(ProcessHandle::destroy);
                server.destroy();
                server.waitFor(1, TimeUnit.MINUTES);
            }
            postgres.close();
            issuer.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("HTTP_PORT", Integer.toString(port));
        settings.put("DB_PASSWORD", "app-secret");
        settings.put("MP_JWT_VERIFY_ISSUER", Issuer.NAME);
        settings.put("MP_JWT_VERIFY_AUDIENCES", Issuer.AUDIENCE);
        settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", issuer.keysUrl());
        settings.put("GIT_REPOSITORY", repository().toString());
        settings.put("ASSUMED_AFTER", "PT0S");
        settings.put("RECONCILED_EVERY", "PT1S");
        settings.put("NOTIFICATION_TOKEN", "told-by-argo-cd");
        settings.put("REPORTS_FOLDER", WORK.resolve("reports").toString());
        settings.put("WLP_OUTPUT_DIR", WORK.toString());
        settings.put("LOG_DIR", WORK.resolve("logs").toString());
        settings.put("JAVA_HOME", System.getProperty("java.home"));
        settings.put("keystore_password", "kept-for-a-test");
        // As much as the container has.
        settings.put("JVM_ARGS", "-Xmx268m -XX:TieredStopAtLevel=1");
        return settings;
    }

    private static Map<String, String> database() {
        return Map.of("DB_HOST", "localhost", "DB_PORT", Integer.toString(postgres.getPort()), "DB_ADMIN_USER", "postgres",
                "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner-secret", "DB_APP_PASSWORD", "app-secret",
                "DB_READER_PASSWORD", "reader-secret", "DB_BACKUP_PASSWORD", "backup-secret");
    }

    private static void migrate() throws IOException {
        ProcessBuilder schema = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
                System.getProperty("java.class.path").replace(';', File.pathSeparatorChar),
                "io.twinharbor.schema.Main", "provision", "migrate"));
        schema.environment().putAll(database());
        try {
            if (schema.inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("The schema could not be made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void removeWhatAnEarlierRunLeft() throws IOException {
        if (Files.exists(WORK)) {
            try (Stream<Path> files = Files.walk(WORK)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        Files.createDirectories(WORK);
    }
}
