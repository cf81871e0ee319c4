package io.twinharbor.console.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What `make run` starts, on ports and in a folder of its own: Keycloak, accounts, the console as it was packaged, and
 * Traefik before
 * them. A stack that runs already may be named instead: CONSOLE_URL, and CONSOLE_SECRETS for the folder with its passwords.
 */
final class Stack {

    private static final Path REPOSITORY = Path.of(System.getProperty("console.repository"));
    private static final Path WORK = Path.of(System.getProperty("console.work"));
    private static final long PATIENCE_MINUTES = 20;

    private static Stack running;

    private final Map<String, String> settings = new HashMap<>();
    private final Backends backends;
    private final boolean own;

    private Stack() throws IOException {
        own = System.getenv("CONSOLE_URL") == null;
        backends = new Backends(own ? 0 : Integer.parseInt(System.getenv().getOrDefault("CONSOLE_BACKENDS_PORT", "0")));
        if (own) {
            begin();
        }
    }

    /** The same one for all tests; it ends with them. */
    static synchronized Stack running() {
        if (running == null) {
            try {
                running = new Stack();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(running::end));
        }
        return running;
    }

    String console() {
        return own ? "https://localhost:" + settings.get("TWINHARBOR_CONSOLE_HTTPS_PORT") : System.getenv("CONSOLE_URL");
    }

    Backends backends() {
        return backends;
    }

    String password(String user) {
        Path secrets = own ? WORK.resolve("secrets") : Path.of(System.getenv("CONSOLE_SECRETS"));
        try {
            return Files.readString(secrets.resolve("user-" + user)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        for (String port : List.of("HTTPS", "HTTP", "DASHBOARD", "CONSOLE_HTTPS", "ACCOUNTS", "CONSOLE", "KEYCLOAK",
                "KEYCLOAK_MANAGEMENT", "PROBLEM", "POSTGRES")) {
            settings.put("TWINHARBOR_" + port + "_PORT", Integer.toString(freePort()));
        }
        settings.put("TWINHARBOR_HOME", WORK.toString());
        settings.put("TWINHARBOR_SHARED", REPOSITORY.resolve(".twinharbor").toString());
        settings.put("TWINHARBOR_SERVICES", "accounts console");
        settings.put("TWINHARBOR_AUDIT_URL", backends.address("audit"));
        settings.put("TWINHARBOR_DELIVERY_URL", backends.address("delivery"));
        settings.put("TWINHARBOR_RESPONDERS", "east=" + backends.address("east") + ",west=" + backends.address("west"));
        settings.put("TWINHARBOR_THANOS_URL", backends.address("thanos"));
        settings.put("TWINHARBOR_ALERTMANAGER_URL", backends.address("alertmanager"));
        settings.put("TWINHARBOR_GIT_URL", backends.address("git"));
        settings.put("TWINHARBOR_CONSOLES", "west=" + backends.address("peer"));
        settings.put("TWINHARBOR_CLUSTER", "east");
        settings.put("TWINHARBOR_RELEASE_NAMESPACES", "accounts");
        settings.put("TWINHARBOR_KUBECONFIG", kubeconfig().toString());
        launcher("reset", "--yes");
        if (launcher("up") != 0) {
            throw new IllegalStateException("The stack did not start: " + WORK.resolve("launcher.log"));
        }
    }

    private Path kubeconfig() throws IOException {
        Files.createDirectories(WORK);
        return Files.writeString(WORK.resolveSibling("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: example, cluster: {server: "%s"}}]
                users: [{name: example, user: {}}]
                contexts: [{name: example, context: {cluster: example, user: example}}]
                current-context: example
                """.formatted(backends.address("kubernetes")));
    }

    private void end() {
        backends.stop();
        if (own) {
            try {
                launcher("stop");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private int launcher(String... words) throws IOException {
        Files.createDirectories(WORK);
        var command = new java.util.ArrayList<>(List.of("python3", "-m", "local"));
        command.addAll(List.of(words));
        var launcher = new ProcessBuilder(command).directory(REPOSITORY.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(WORK.toFile(), "launcher.log")));
        launcher.environment().putAll(settings);
        Process process = launcher.start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                return 1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
