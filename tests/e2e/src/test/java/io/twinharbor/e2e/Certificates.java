package io.twinharbor.e2e;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Certificates that nobody should trust. */
final class Certificates {

    static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String NAME = "expired";

    private Certificates() {
    }

    /** One that was good until yesterday, as the data of a Secret. */
    static Map<String, String> expired(Path folder) throws Exception {
        var file = folder.resolve("expired.p12");
        Command.run(Duration.ofSeconds(30), List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", NAME, "-keyalg", "RSA", "-dname", "CN=expired", "-startdate", "-11d", "-validity", "10",
                "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", NAME));
        var store = KeyStore.getInstance(file.toFile(), NAME.toCharArray());
        return Map.of(CERTIFICATE, pem("CERTIFICATE", store.getCertificate(NAME).getEncoded()),
                KEY, pem("PRIVATE KEY", store.getKey(NAME, NAME.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] encoded) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        var pem = "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }
}
