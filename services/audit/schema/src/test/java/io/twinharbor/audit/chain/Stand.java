package io.twinharbor.audit.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import io.twinharbor.schema.Role;
import io.twinharbor.schema.testing.EmbeddedDatabase;

/** A database with a chain, the platform's keys, and somebody who forges. */
final class Stand {

    private static EmbeddedDatabase audit;
    private static Path folder;

    private Stand() {
    }

    static void start(Path keys) throws IOException, GeneralSecurityException {
        folder = keys;
        audit = EmbeddedDatabase.migrated();
        keys("platform");
        keys("forger");
    }

    static void stop() {
        audit.close();
    }

    static String keyOfAForger() {
        return folder.resolve("forger.key").toString();
    }

    static Map<String, String> environment() {
        return audit.database().environment();
    }

    /** As somebody would who has the server in hand: without triggers. */
    static void tamper(String... statements) throws SQLException {
        try (Connection connection = audit.database().connectAsAdministrator("audit");
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The hash anew, of what the row says now. */
    static String rehash(int seq) {
        return """
            UPDATE audit_event SET hash = sha256(previous || convert_to(audit_field(seq::text) || audit_field(recorded_at)
                || audit_field(position) || audit_field(source_id::text) || audit_field(type)
                || audit_field(user_id::text) || audit_field(actor)
                || audit_field(trace_id) || audit_field(occurred_at) || audit_field(before::text) || audit_field(after::text),
                'UTF8')) WHERE seq =\s""" + seq;
    }

    static void add(int from, int to, String actor) throws SQLException {
        execute(Role.APP, """
            INSERT INTO audit_event (position, source_id, type, user_id, actor, occurred_at, after)
            SELECT n || '-%s', n, 'user.created', n, '%1$s', now() - interval '1 day', json_build_object('n', n)
            FROM generate_series(%d, %d) AS n""".formatted(actor, from, to));
    }

    static Verification verify() throws SQLException {
        return chain(Map.of()).verify();
    }

    static void seal(Map<String, String> settings) throws SQLException {
        chain(settings).seal();
    }

    /** With the platform's keys, unless the settings name others; a forger does not verify by the platform's. */
    static Chain chain(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("CHECKPOINT_KEY", folder.resolve("platform.key").toString(),
                "CHECKPOINT_PUBLIC_KEY", folder.resolve("platform.pem").toString()));
        all.putAll(settings);
        return new Chain(audit.with(all));
    }

    private static void keys(String name) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        pem(name + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        pem(name + ".pem", "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private static void pem(String file, String kind, byte[] content) throws IOException {
        Files.writeString(folder.resolve(file), "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind + "-----\n");
    }

    static void execute(Role role, String sql) throws SQLException {
        audit.execute(role, sql);
    }

    static String value(String query) throws SQLException {
        return audit.value(Role.READER, query);
    }
}
