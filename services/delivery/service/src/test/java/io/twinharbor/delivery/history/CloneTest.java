package io.twinharbor.delivery.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinharbor.delivery.access.Trust;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that is read over HTTP with a password, and one that is a folder here. */
class CloneTest {

    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("delivery:secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private DesiredState state;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException, GitAPIException {
        state = new DesiredState(Files.createDirectory(folder.resolve("state")));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/state.git/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        state.close();
    }

    @Test
    void whatIsNewIsFetchedEachTime() throws IOException {
        Clone clone = clone("http://localhost:" + server.getAddress().getPort() + "/state.git", "secret");
        assertEquals(head(), tip(clone));
        RevCommit recorded = state.record(state.change("One"), 2);
        assertEquals(recorded, tip(clone));
    }

    @Test
    void aHistoryThatIsWrittenAnewIsFollowed() throws IOException, GitAPIException {
        Clone clone = clone("http://localhost:" + server.getAddress().getPort() + "/state.git", "secret");
        ObjectId before = head();
        state.record(state.change("One"), 2);
        tip(clone);
        new Git(state.repository()).reset().setMode(ResetCommand.ResetType.HARD).setRef(before.name()).call();
        RevCommit other = state.elsewhere();
        assertEquals(other, tip(clone));
    }

    @Test
    void aCloneThatWasLostIsMadeAgain() throws IOException {
        String address = "http://localhost:" + server.getAddress().getPort() + "/state.git";
        tip(clone(address, "secret"));
        assertEquals(head(), tip(new Clone(address, "main", folder.resolve("another.git"), Optional.of("delivery"),
                Optional.of("secret"), new Trust(Optional.empty()))));
    }

    @Test
    void whereItMayNotReadItSaysWhereAndWhy() {
        Clone clone = clone("http://localhost:" + server.getAddress().getPort() + "/state.git", "guessed");
        String told = assertThrows(IOException.class, () -> tip(clone)).getMessage();
        assertTrue(told.contains("/state.git") && told.contains("not authorized"), told);
    }

    @Test
    void aFolderIsReadWhereItIs() throws IOException {
        assertEquals(head(), tip(clone(state.folder().toString(), "")));
        assertEquals(head(), tip(clone("file://" + state.folder(), "")));
        assertEquals(head(), tip(clone(state.folder().resolve(".git").toString(), "")));
    }

    private Clone clone(String source, String password) {
        return new Clone(source, "main", folder.resolve("clone.git"), Optional.of("delivery"), Optional.of(password),
                new Trust(Optional.empty()));
    }

    private ObjectId head() throws IOException {
        return state.repository().resolve("main");
    }

    private static ObjectId tip(Clone clone) throws IOException {
        try (Repository repository = clone.open()) {
            return clone.tip(repository);
        }
    }

    /** As a plain server of files does, with the list of references made for each request. */
    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/state.git/".length());
        Path file = state.folder().resolve(".git").resolve(path);
        int status = 200;
        byte[] body = {};
        if (!LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            status = 401;
        } else if (path.equals("info/refs")) {
            StringBuilder references = new StringBuilder();
            for (Ref reference : state.repository().getRefDatabase().getRefsByPrefix("refs/heads/")) {
                references.append(reference.getObjectId().name()).append('\t').append(reference.getName()).append('\n');
            }
            body = references.toString().getBytes(StandardCharsets.US_ASCII);
        } else if (Files.isRegularFile(file)) {
            body = Files.readAllBytes(file);
        } else {
            status = 404;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
