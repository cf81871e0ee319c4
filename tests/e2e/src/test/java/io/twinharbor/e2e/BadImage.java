package io.twinharbor.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The image that production has, made worse, and pushed beside it. */
final class BadImage {

    private static final String APPLICATION = "opt/wlp/usr/servers/accounts/apps/accounts.war";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final String good;

    /** Of the good one by name and digest; what is made on the way lies in a folder. */
    BadImage(Path folder, String good) throws IOException {
        this.folder = folder;
        this.good = good;
        Files.writeString(folder.resolve("config.json"), "{\"auths\": {\"" + Lab.running().host("registry") + "\": {\"auth\": \""
                + Lab.running().basic("registry-push").replace("Basic ", "") + "\"}}}");
    }

    /** Its digest, with faults in its service. */
    String withFaults(String name, Map<String, String> faults) throws IOException {
        if (!Files.exists(folder.resolve("faults.tar"))) {
            crane("export", good, folder.resolve("all.tar").toString());
            tar("--extract", "all.tar", APPLICATION);
            try (FileSystem war = zip(folder.resolve(APPLICATION), false)) {
                Path jar = folder.resolve("faults.jar");
                try (FileSystem made = zip(jar, true); var content = Faults.class.getResourceAsStream("Faults.class")) {
                    Path type = made.getPath(Faults.class.getName().replace('.', '/') + ".class");
                    Files.createDirectories(type.getParent());
                    Files.copy(content, type);
                }
                Files.createDirectories(war.getPath("WEB-INF/lib"));
                Files.copy(jar, war.getPath("WEB-INF/lib/faults.jar"));
            }
            tar("--create", "faults.tar", APPLICATION);
        }
        var settings = faults.entrySet().stream().map(fault -> "--env=" + fault.getKey() + "=" + fault.getValue());
        return changed(append(name, "faults.tar"), name, settings.toArray(String[]::new));
    }

    /** Its digest, with something else in place of the service. */
    String running(String name, String... command) {
        return changed(good, name, "--entrypoint=" + String.join(",", command));
    }

    /** Its digest, with one more migration. */
    String migrating(String name, String sql) throws IOException {
        Path jar = folder.resolve("opt/schema/zz-broken.jar");
        Files.createDirectories(jar.getParent());
        try (FileSystem made = zip(jar, true)) {
            Path migration = made.getPath("db/migration/V9999__e2e.sql");
            Files.createDirectories(migration.getParent());
            Files.writeString(migration, sql);
        }
        tar("--create", "migration.tar", "opt/schema");
        return changed(append(name, "migration.tar"), name);
    }

    private String append(String name, String layer) {
        crane("append", "--base", good, "--new_layer", folder.resolve(layer).toString(), "--new_tag", tagged(name));
        return tagged(name);
    }

    private String changed(String from, String name, String... settings) {
        var words = new ArrayList<>(List.of("mutate", from, "--tag", tagged(name), "--label", "io.twinharbor.e2e=" + name));
        words.addAll(List.of(settings));
        var made = crane(words.toArray(String[]::new)).strip();
        Lab.command(PATIENCE, "sign", made);
        return made.substring(made.indexOf('@') + 1);
    }

    private String tagged(String name) {
        return good.replaceFirst("@.*", ":" + name);
    }

    private String crane(String... words) {
        var line = Stream.concat(Stream.of(Lab.running().program("crane").toString()), Stream.of(words)).toList();
        return Command.run(PATIENCE, line, Map.of("DOCKER_CONFIG", folder.toString(),
                "SSL_CERT_FILE", Lab.running().authority().toString()));
    }

    private void tar(String action, String archive, String path) {
        Command.run(PATIENCE, List.of("tar", action, "--file", folder.resolve(archive).toString(),
                "--directory", folder.toString(), "--owner=0", "--group=0", "--mode=g=u,o=rX", path));
    }

    private static FileSystem zip(Path file, boolean create) throws IOException {
        return FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of("create", Boolean.toString(create)));
    }
}
