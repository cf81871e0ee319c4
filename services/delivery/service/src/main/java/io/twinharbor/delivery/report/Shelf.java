package io.twinharbor.delivery.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.twinharbor.delivery.access.Trust;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Where reports are kept: in a bucket of S3, or, where there is none, in a folder. */
@Singleton
class Shelf {

    private static final Logger LOG = Logger.getLogger(Shelf.class.getName());

    private final String bucket;
    private final Path folder;
    private final S3Client client;

    /**
     * @param address   the setting {@code S3_URL}; without it the folder serves
     * @param bucket    the setting {@code S3_BUCKET}
     * @param region    the setting {@code S3_REGION}
     * @param accessKey the setting {@code S3_ACCESS_KEY}
     * @param secretKey the setting {@code S3_SECRET_KEY}
     * @param folder    the setting {@code REPORTS_FOLDER}
     */
    @Inject
    Shelf(@ConfigProperty(name = "s3.url") Optional<URI> address, @ConfigProperty(name = "s3.bucket") String bucket,
            @ConfigProperty(name = "s3.region") String region, @ConfigProperty(name = "s3.access.key") Optional<String> accessKey,
            @ConfigProperty(name = "s3.secret.key") Optional<String> secretKey,
            @ConfigProperty(name = "reports.folder") Path folder, Trust trust) {
        this.bucket = bucket;
        this.folder = folder;
        client = address.map(url -> {
            UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder();
            if (trust.managers() != null) {
                http.tlsTrustManagersProvider(trust::managers);
            }
            return S3Client.builder().endpointOverride(url).region(Region.of(region)).forcePathStyle(true)
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(accessKey.orElseThrow(), secretKey.orElseThrow())))
                    .httpClientBuilder(http).build();
        }).orElse(null);
    }

    void put(String name, String type, byte[] content) throws IOException {
        if (client == null) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return;
        }
        try {
            client.putObject(request -> request.bucket(bucket).key(name).contentType(type), RequestBody.fromBytes(content));
        } catch (SdkException e) {
            throw new IOException("The object store does not take " + name + ": " + e.getMessage(), e);
        }
    }

    byte[] get(String name) throws IOException {
        if (client == null) {
            return Files.readAllBytes(folder.resolve(name));
        }
        try {
            return client.getObjectAsBytes(request -> request.bucket(bucket).key(name)).asByteArray();
        } catch (SdkException e) {
            throw new IOException("The object store does not give " + name + ": " + e.getMessage(), e);
        }
    }

    /** Takes away what no report has; what cannot be taken away stays, and nobody is shown it. */
    void remove(String name) {
        try {
            if (client == null) {
                Files.deleteIfExists(folder.resolve(name));
            } else {
                client.deleteObject(request -> request.bucket(bucket).key(name));
            }
        } catch (IOException | SdkException e) {
            LOG.log(Level.INFO, "{0} stays where reports are kept: {1}", new Object[] {name, e.getMessage()});
        }
    }

    @PreDestroy
    void close() {
        if (client != null) {
            client.close();
        }
    }
}
