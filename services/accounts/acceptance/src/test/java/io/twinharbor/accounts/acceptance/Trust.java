package io.twinharbor.accounts.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** Whose certificates are good for HTTPS. */
final class Trust {

    private static final String PROPERTY = "javax.net.ssl.trustStore";
    private static final String NO_SECRET = "certificates";

    private Trust() {
    }

    /**
     * From now on, whoever connects from this JVM trusts the authorities of this PEM file and no others. They are told by the
     * JVM's own settings, for not all clients ask for the default SSLContext.
     */
    static void onlyIn(Path authorities) {
        try (var pem = Files.newInputStream(authorities)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), authority);
            }
            Path store = Files.createTempFile("trusted", ".p12");
            store.toFile().deleteOnExit();
            try (var out = Files.newOutputStream(store)) {
                trusted.store(out, NO_SECRET.toCharArray());
            }
            System.setProperty(PROPERTY, store.toString());
            System.setProperty(PROPERTY + "Type", trusted.getType());
            System.setProperty(PROPERTY + "Password", NO_SECRET);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("TRUSTED_CA=" + authorities + " is no file of certificates: " + e, e);
        }
    }
}
