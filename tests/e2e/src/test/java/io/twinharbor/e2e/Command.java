package io.twinharbor.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that ends by itself. */
final class Command {

    private Command() {
    }

    /** Returns its standard output; fails with all it said if it fails or takes too long. */
    static String run(Duration patience, List<String> line) {
        return run(patience, line, Map.of());
    }

    /** The same with more in its environment, which is where secrets belong: command lines are seen by all. */
    static String run(Duration patience, List<String> line, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("e2e", ".out");
            Path errors = Files.createTempFile("e2e", ".err");
            try {
                var builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(errors.toFile());
                builder.environment().putAll(environment);
                var process = builder.start();
                boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
                if (!ended) {
                    process.destroy();
                }
                String said = Files.readString(out, StandardCharsets.UTF_8);
                if (!ended || process.exitValue() != 0) {
                    var how = ended ? " failed" : " took longer than " + patience;
                    throw new AssertionError(String.join(" ", line) + how + ":\n"
                            + said + Files.readString(errors, StandardCharsets.UTF_8));
                }
                return said;
            } finally {
                Files.delete(out);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
