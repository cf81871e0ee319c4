package io.twinharbor.audit.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One running server of the service, as it was packaged. */
final class Instance {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = freePort();
    private final Path log;
    private final Process process;

    Instance(String name, Map<String, String> environment, Map<String, String> settings) {
        Path work = Path.of(System.getProperty("audit.work"), name).toAbsolutePath();
        log = work.resolve("console.log");
        ProcessBuilder server = new ProcessBuilder(
                Path.of(System.getProperty("audit.server"), "bin", "server").toString(), "run", "audit");
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(settings);
        all.put("HTTP_PORT", Integer.toString(port));
        all.put("WLP_OUTPUT_DIR", work.toString());
        all.put("LOG_DIR", work.resolve("logs").toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("JVM_ARGS", "-Xmx256m -XX:TieredStopAtLevel=1");
        server.environment().putAll(all);
        try {
            Files.createDirectories(work);
            process = server.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody with these roles; without any, somebody without a token. */
    Client as(String... roles) {
        return new Client(URI.create("http://localhost:" + port),
                roles.length == 0 ? null : Stand.issuer().token("somebody", roles));
    }

    Instance awaitReady() {
        await(200);
        return this;
    }

    /** Waits until {@code /health/ready} answers with this status; 0 for no answer at all. */
    void await(int status) {
        Instant end = Instant.now().plus(PATIENCE);
        while (readiness() != status) {
            if (Instant.now().isAfter(end) || status != 0 && !process.isAlive()) {
                throw new AssertionError("Readiness is " + readiness() + " and not " + status + ":\n" + console());
            }
            pause();
        }
    }

    int readiness() {
        try {
            return as().get("/health/ready").statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    String console() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM to the server itself; its script may stand in front of it. */
    void terminate() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    void stop() {
        terminate();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
