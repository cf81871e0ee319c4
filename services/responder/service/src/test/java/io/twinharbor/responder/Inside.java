package io.twinharbor.responder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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
        Path service = Path.of(System.getProperty("inside.wlp"), "usr", "servers", "responder");
        Files.createDirectories(server.resolve("jdbc"));
        for (String file : new String[] {"features.xml", "database.xml", "tokens.xml"}) {
            Files.copy(service.resolve(file), server.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> drivers = Files.list(service.resolve("jdbc"))) {
            for (Path driver : drivers.toList()) {
                Files.copy(driver, server.resolve("jdbc").resolve(driver.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(Path.of("src/test/liberty/server.xml"), server.resolve("server.xml"), StandardCopyOption.REPLACE_EXISTING);
        int port = freePort();
        KeyPair keys = keys();
        Path issuer = Files.writeString(server.resolve("issuer.pem"), "-----BEGIN PUBLIC KEY-----\n" + base64(keys.getPublic())
                + "\n-----END PUBLIC KEY-----\n").toRealPath();
        System.setProperty("inside.port", Integer.toString(port));
        // Without keys of its own the server takes no token.
        Files.writeString(server.resolve("server.env"), "keystore_password=of-tests\n");
        Files.writeString(server.resolve("bootstrap.properties"), """
                TEST_HTTP_PORT=%d
                DB_PORT=%d
                DB_PASSWORD=app
                mp.jwt.verify.publickey.location=%s
                mp.jwt.verify.issuer=test
                mp.jwt.verify.audiences=responder
                test.key=%s
                test.root=/responder
                cluster=east
                catalogue=%s
                alerts.secret=told
                thanos.url=http://localhost:1
                """.formatted(port, database.port(), issuer.toUri(), base64(keys.getPrivate()),
                Shipped.catalogue().toRealPath()));
    }

    /** With the private one tests sign tokens. */
    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        }
    }

    private static String base64(Key key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
