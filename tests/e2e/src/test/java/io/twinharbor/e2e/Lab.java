package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The running lab, as {@code python3 -m lab describe} tells of it. */
final class Lab {

    private static final Lab RUNNING = new Lab();

    private final JsonNode described;

    private Lab() {
        try {
            described = new ObjectMapper().readTree(command(Duration.ofMinutes(2), "describe"));
        } catch (IOException e) {
            throw new UncheckedIOException("the lab does not describe itself; is it up (make lab)?", e);
        }
    }

    static Lab running() {
        return RUNNING;
    }

    /** Both clusters, by name. */
    List<Cluster> clusters() {
        return names("clusters").map(this::cluster).toList();
    }

    Cluster cluster(String name) {
        return new Cluster(name, Path.of(described.at("/clusters/" + name + "/kubeconfig").asText()));
    }

    /** Whether Argo CD and what it brings were asked for: not so with {@code make lab PLATFORM=no}. */
    boolean hasPlatform() {
        return described.at("/platform").asBoolean();
    }

    /** Services that clusters were not to have; what is none of those of {@code kustomize/services} is never among them. */
    List<String> missing(Stream<String> services) {
        return services.filter(service -> !described.at("/services").path(service).asBoolean(true)).distinct().toList();
    }

    /** What to do where some are missing. */
    static String without(List<String> services) {
        return "this lab is without " + String.join(", ", services) + "; make lab SERVICES=… brings them";
    }

    /** Ends a test that is about what the lab is without: each is a namespace, or begins with one and a slash. */
    void assumeThatItHas(String... things) {
        var missing = missing(Stream.of(things).map(thing -> thing.split("/")[0]));
        assumeTrue(missing.isEmpty(), () -> without(missing));
    }

    /** The one that Argo CD runs in. */
    Cluster home() {
        return cluster(described.at("/argo_cd").asText());
    }

    /** Nodes that the inventory has for a cluster; more or fewer after {@code make lab NODES=…}. */
    static List<String> nodes(String cluster) throws IOException {
        var listed = new ObjectMapper().readTree(command(Duration.ofMinutes(2), "describe"))
                .at("/clusters/" + cluster + "/nodes");
        return StreamSupport.stream(listed.spliterator(), false).map(JsonNode::asText).toList();
    }

    /** The address of a service of the hub. */
    String address(String service) {
        return "https://" + host(service);
    }

    String host(String service) {
        return service + "." + described.at("/zone").asText();
    }

    /** Where machines and pods reach what runs in this process. */
    String gateway() {
        return described.at("/gateway").asText();
    }

    String secret(String name) {
        try {
            return Files.readString(Path.of(described.at("/secrets").asText(), name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose password a secret is. */
    String user(String secret) {
        return described.at("/users").path(secret).asText();
    }

    /** What an Authorization header says for the user of one of the lab's secrets. */
    String basic(String secret) {
        return basic(user(secret), secret(secret));
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** One of the programs that the lab was made with. */
    Path program(String name) {
        return Path.of(described.at("/programs").asText(), name);
    }

    /** The certificate of the lab's authority. */
    Path authority() {
        return Path.of(described.at("/authority").asText());
    }

    /** For a client that trusts the lab's authority and nobody else. */
    SSLContext tls() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    TrustManager[] trust() {
        try (var file = Files.newInputStream(authority())) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("lab", CertificateFactory.getInstance("X.509").generateCertificate(file));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            return managers.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the lab's authority cannot be read", e);
        }
    }

    /** What {@code make lab-status} says, whether or not all is well. */
    static String status() {
        return Command.run(Duration.ofMinutes(2), List.of("sh", "-c", "python3 -m lab status || [ $? -eq 3 ]"));
    }

    /** Runs one of the lab's commands, as a user would; returns what it wrote to its standard output. */
    static String command(Duration patience, String... words) {
        var line = Stream.concat(Stream.of("python3", "-m", "lab"), Stream.of(words)).toList();
        return Command.run(patience, line);
    }

    private Stream<String> names(String field) {
        return described.at("/" + field).properties().stream().map(Map.Entry::getKey);
    }
}
