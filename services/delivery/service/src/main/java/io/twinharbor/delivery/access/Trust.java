package io.twinharbor.delivery.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whom this service trusts where it is the client: of Git, Thanos and the object store. */
@Singleton
public class Trust {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TrustManager[] managers;

    /**
     * @param authorities the setting {@code TRUSTED_CA}, a PEM file; without it the JVM's own authorities count
     */
    @Inject
    public Trust(@ConfigProperty(name = "trusted.ca") Optional<Path> authorities) {
        managers = authorities.map(Trust::managersOf).orElse(null);
    }

    private static TrustManager[] managersOf(Path authorities) {
        try (InputStream file = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(authorities + " has no authorities that can be read", e);
        }
    }

    /** Null for the JVM's own. */
    public TrustManager[] managers() {
        return managers == null ? null : managers.clone();
    }

    /** A client of whoever they vouch for. */
    public HttpClient httpClient() {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (managers != null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, managers, null);
                client.sslContext(context);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return client.build();
    }
}
