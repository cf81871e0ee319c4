package io.twinharbor.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import io.twinharbor.schema.testing.EmbeddedDatabase;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares the server that Arquillian starts: its folder, and the database behind it. Only where Maven says where to,
 * since the unit tests need neither.
 */
public class Inside implements LauncherSessionListener {

    private EmbeddedDatabase database;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String usr = System.getProperty("inside.usr");
        if (usr == null) {
            return;
        }
        try {
            database = EmbeddedDatabase.migrated();
            prepareServer(Path.of(usr, "servers", "arquillian"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (database != null) {
            database.close();
        }
    }

    private void prepareServer(Path server) throws IOException {
        Path service = Path.of(System.getProperty("inside.wlp"), "usr", "servers", "audit");
        Files.createDirectories(server.resolve("jdbc"));
        for (String file : new String[] {"features.xml", "database.xml"}) {
            Files.copy(service.resolve(file), server.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> drivers = Files.list(service.resolve("jdbc"))) {
            for (Path driver : drivers.toList()) {
                Files.copy(driver, server.resolve("jdbc").resolve(driver.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(Path.of("src/test/liberty/server.xml"), server.resolve("server.xml"), StandardCopyOption.REPLACE_EXISTING);
        int port = freePort();
        System.setProperty("inside.port", Integer.toString(port));
        Files.writeString(server.resolve("bootstrap.properties"), """
                TEST_HTTP_PORT=%d
                DB_PORT=%d
                DB_PASSWORD=app
                mp.jwt.verify.publickey.location=none
                feed.pause.milliseconds=0
                feed.url=none
                feed.token.url=none
                feed.client.secret=none
                """.formatted(port, database.port()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
