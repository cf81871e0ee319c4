package io.twinharbor.responder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What tests begin with: the tables of an empty server, and the catalogue as the clusters have it. */
public final class Tables {

    private Tables() {
    }

    /** Makes the database, its roles and its tables, with the program that does so everywhere. */
    public static void make(int port) throws IOException {
        ProcessBuilder schema = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
                "-cp", System.getProperty("java.class.path"), "io.twinharbor.responder.schema.Main", "provision", "migrate");
        schema.environment().putAll(Map.of("DB_PORT", Integer.toString(port),
                "DB_ADMIN_USER", "postgres", "DB_ADMIN_PASSWORD", "postgres", "DB_OWNER_PASSWORD", "owner",
                "DB_APP_PASSWORD", "app", "DB_READER_PASSWORD", "reader", "DB_BACKUP_PASSWORD", "backup"));
        try {
            if (schema.inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("The schema could not be made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where the catalogue is. */
    public static Path catalogue() {
        return Path.of("../../../kustomize/services/responder/base/catalogue.yaml");
    }
}
