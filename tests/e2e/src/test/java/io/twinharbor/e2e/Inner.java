package io.twinharbor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A service that only its cluster reaches, asked as operations do: by a port that the cluster's API forwards to one of its pods.
 *
 * @param cluster   where it runs
 * @param namespace of one of its environments
 * @param service   its name, which its certificate has
 */
record Inner(Cluster cluster, String namespace, String service) {

    private static final int DOOR = 9443;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DNS_NAME = 2;

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    /** Of JSON, as somebody; fails unless the status is that of success. */
    JsonNode ask(String path, String token) throws IOException, InterruptedException {
        var answer = get(path, "Authorization", "Bearer " + token);
        if (answer.statusCode() != 200) {
            throw new IOException(service + " answers " + path + " with " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return new ObjectMapper().readTree(answer.body());
    }

    /** A body of JSON may be missing. */
    HttpResponse<byte[]> send(String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        var ready = cluster.client().pods().inNamespace(namespace).withLabel(Cluster.NAME, service).list().getItems().stream()
                .filter(Readiness::isPodReady).findFirst()
                .orElseThrow(() -> new IOException("no pod of " + namespace + "/" + service + " is ready"));
        try (var forwarded = cluster.client().pods().inNamespace(namespace).withName(ready.getMetadata().getName())
                .portForward(DOOR)) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + forwarded.getLocalPort() + path))
                    .timeout(PATIENCE).method(method, json == null ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(json));
            if (json != null) {
                request.header("Content-Type", "application/json");
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls()).build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (KubernetesClientException e) {
            throw new IOException(e);
        }
    }

    /** The port is this machine's, but whoever answers has to be the service. */
    private SSLContext tls() {
        try {
            var context = SSLContext.getInstance("TLS");
            var named = new Named((X509ExtendedTrustManager) Lab.running().trust()[0], service + ".svc");
            context.init(null, new TrustManager[] {named}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whom another one trusts, if a certificate has a name; by which name it was asked does not matter. */
    private static final class Named extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager other;
        private final String name;

        Named(X509ExtendedTrustManager other, String name) {
            this.other = other;
            this.name = name;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            other.checkServerTrusted(chain, type);
            Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
            if (names == null || !names.contains(List.of(DNS_NAME, name))) {
                throw new CertificateException("the certificate is for " + names + " and not for " + name);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            other.checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            other.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            other.checkClientTrusted(chain, type, engine);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return other.getAcceptedIssuers();
        }
    }
}
