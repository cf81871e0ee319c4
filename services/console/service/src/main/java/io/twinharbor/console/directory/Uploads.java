package io.twinharbor.console.directory;

import io.twinharbor.console.backend.Refused;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Hands files on to accounts after the browser has gone on to the page that shows how far that is. */
@Singleton
public class Uploads {

    private static final Logger LOG = Logger.getLogger(Uploads.class.getName());

    /** An import that was begun, and how many lines of users its file has. */
    public record Begun(UUID id, long lines) {
    }

    private final Accounts accounts;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    @Resource
    private ManagedExecutorService threads;

    @Inject
    public Uploads(Accounts accounts) {
        this.accounts = accounts;
    }

    Begun begin(String bearer, String mode, Part part) throws IOException {
        Path kept = Files.createTempFile("import", ".csv");
        try (InputStream content = part.getInputStream()) {
            Files.copy(content, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        var begun = new Begun(UUID.randomUUID(), lines(kept));
        running.add(begun.id());
        threads.execute(() -> handOn(bearer, mode, begun.id(), kept));
        return begun;
    }

    boolean isRunning(UUID id) {
        return running.contains(id);
    }

    private void handOn(String bearer, String mode, UUID id, Path kept) {
        try (InputStream csv = Files.newInputStream(kept)) {
            accounts.run(bearer, id, mode, csv);
        } catch (Refused e) {
            LOG.log(Level.FINE, "Its report says why", e);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "An import was broken off", e);
        } finally {
            running.remove(id);
            delete(kept);
        }
    }

    private static void delete(Path kept) {
        try {
            Files.deleteIfExists(kept);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A file that was handed on stays", e);
        }
    }

    /** Without the first, which names the columns. A line end within quotes counts as well: it is for a progress bar. */
    static long lines(Path csv) throws IOException {
        long ends = 0;
        int last = '\n';
        byte[] some = new byte[1 << 16];
        try (InputStream content = Files.newInputStream(csv)) {
            for (int read = content.read(some); read > 0; read = content.read(some)) {
                for (int i = 0; i < read; i++) {
                    ends += some[i] == '\n' ? 1 : 0;
                }
                last = some[read - 1];
            }
        }
        return Math.max(0, ends + (last == '\n' ? 0 : 1) - 1);
    }
}
