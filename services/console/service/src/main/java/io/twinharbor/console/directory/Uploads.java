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
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
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
    private final Path folder;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    @Resource
    private ManagedExecutorService threads;

    @Inject
    public Uploads(Accounts accounts) {
        this(accounts, Path.of(System.getProperty("java.io.tmpdir")), null);
    }

    Uploads(Accounts accounts, Path folder, ManagedExecutorService threads) {
        this.accounts = accounts;
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Keeps a file and has it handed on.
     *
     * @throws IOException                if the file cannot be kept; like with any other failure, nothing of it is left then
     * @throws RejectedExecutionException if nobody can hand it on, since this server is busy or on its way out
     */
    Begun begin(String bearer, String mode, Part part) throws IOException {
        Path kept = Files.createTempFile(folder, "import", ".csv");
        UUID id = UUID.randomUUID();
        try {
            try (InputStream content = part.getInputStream()) {
                Files.copy(content, kept, StandardCopyOption.REPLACE_EXISTING);
            }
            Begun begun = new Begun(id, lines(kept));
            running.add(id);
            threads.execute(() -> handOn(bearer, mode, id, kept));
            return begun;
        } catch (IOException | RuntimeException e) {
            running.remove(id);
            delete(kept);
            throw e;
        }
    }

    boolean isRunning(UUID id) {
        return running.contains(id);
    }

    /** How many files wait, or are being handed on. */
    int running() {
        return running.size();
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
