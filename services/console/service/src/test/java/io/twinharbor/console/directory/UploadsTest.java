package io.twinharbor.console.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {

    private static final String USERS = "email\na@example.org\nb@example.org";

    @TempDir
    Path folder;

    private final List<Runnable> waiting = new ArrayList<>();
    private final List<UUID> handedOn = new ArrayList<>();

    @Test
    void linesOfUsersAreCountedWithoutTheFirstAndWithALastThatHasNoEnd() throws IOException {
        Path csv = Files.writeString(folder.resolve("users.csv"), USERS);
        assertEquals(2, Uploads.lines(csv));
        assertEquals(0, Uploads.lines(Files.writeString(csv, "email\n")));
    }

    @Test
    void aFileIsKeptUntilItIsHandedOn() throws IOException {
        Uploads uploads = uploads(waiting::add);
        Uploads.Begun begun = uploads.begin("Bearer any", "skip-invalid", part(bytes()));
        assertEquals(2, begun.lines());
        assertTrue(uploads.isRunning(begun.id()));
        assertEquals(1, files());
        waiting.get(0).run();
        assertEquals(List.of(begun.id()), handedOn);
        assertFalse(uploads.isRunning(begun.id()));
        assertEquals(0, files());
    }

    @Test
    void ofAFileThatNobodyHandsOnNothingIsLeft() throws IOException {
        Uploads uploads = uploads(task -> {
            throw new RejectedExecutionException("on its way out");
        });
        assertThrows(RejectedExecutionException.class, () -> uploads.begin("Bearer any", "skip-invalid", part(bytes())));
        assertEquals(0, files());
        assertEquals(0, uploads.running());
    }

    @Test
    void ofAFileThatBreaksOffNothingIsLeft() throws IOException {
        Part broken = part(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken off");
            }
        });
        assertThrows(IOException.class, () -> uploads(waiting::add).begin("Bearer any", "skip-invalid", broken));
        assertEquals(0, files());
        assertEquals(List.of(), waiting);
    }

    private static InputStream bytes() {
        return new ByteArrayInputStream(USERS.getBytes(StandardCharsets.UTF_8));
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private Uploads uploads(Consumer<Runnable> threads) {
        Accounts accounts = new Accounts(null, Optional.empty()) {
            @Override
            public void run(String bearer, UUID id, String mode, InputStream csv) {
                handedOn.add(id);
            }
        };
        return new Uploads(accounts, folder, (ManagedExecutorService) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class}, (proxy, method, arguments) -> {
                    threads.accept((Runnable) arguments[0]);
                    return null;
                }));
    }

    private static Part part(InputStream content) {
        return (Part) Proxy.newProxyInstance(UploadsTest.class.getClassLoader(), new Class<?>[] {Part.class},
                (proxy, method, arguments) -> content);
    }
}
