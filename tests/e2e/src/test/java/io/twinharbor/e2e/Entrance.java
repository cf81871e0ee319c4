package io.twinharbor.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;

/**
 * A Traefik that takes HTTPS: the edge, or one cluster's, past the edge.
 *
 * @param machine who listens
 * @param https the port for it
 * @param http the port that leads there
 */
record Entrance(String machine, int https, int http) {

    private static final int PATIENCE_MILLISECONDS = 10_000;
    private static final byte[] TLS_1_1 = {3, 2};
    private static final int RANDOM_BYTES = 32;
    /** ECDHE with ECDSA and AES 128 in CBC, which TLS 1.1 has. */
    private static final byte[] SUITES = {0, 2, (byte) 0xc0, 9};

    static Entrance edge() {
        return new Entrance(Lab.running().host("api"), 443, 80);
    }

    static Entrance of(Cluster cluster) {
        return new Entrance(Lab.running().host(cluster.name()), 30443, 30080);
    }

    static Stream<Entrance> all() {
        return Stream.concat(Stream.of(edge()), Lab.running().clusters().stream().map(Entrance::of));
    }

    /** Asks it for what a host has, whatever machine the host's name leads to: the status and whatever follows. */
    String get(String host, String path, String... headers) throws IOException {
        try (var socket = secured(host)) {
            return ask(socket, host, path, headers);
        }
    }

    /** The hash of the key that a host answers with, by which a browser that does not know the lab's authority can trust it. */
    String keyHash(String host) throws IOException, GeneralSecurityException {
        try (var socket = secured(host)) {
            var key = socket.getSession().getPeerCertificates()[0].getPublicKey().getEncoded();
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        }
    }

    private SSLSocket secured(String host) throws IOException {
        var socket = (SSLSocket) Lab.running().tls().getSocketFactory().createSocket(connected(https), host, https, true);
        var verified = socket.getSSLParameters();
        verified.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(verified);
        return socket;
    }

    /** Without TLS. */
    String getPlain(String host, String path) throws IOException {
        try (var socket = connected(http)) {
            return ask(socket, host, path);
        }
    }

    /** Begins as a client that knows nothing newer than TLS 1.1 does: the bytes that come back. */
    byte[] helloOfTls11() throws IOException {
        var hello = ByteBuffer.allocate(2 + RANDOM_BYTES + 1 + SUITES.length + 2)
                .put(TLS_1_1).put(new byte[RANDOM_BYTES]).put((byte) 0).put(SUITES).put(new byte[] {1, 0}).array();
        try (var socket = connected(https)) {
            socket.getOutputStream().write(ByteBuffer.allocate(9 + hello.length)
                    .put((byte) 22).put(new byte[] {3, 1}).putShort((short) (4 + hello.length))
                    .put(new byte[] {1, 0}).putShort((short) hello.length).put(hello).array());
            return socket.getInputStream().readNBytes(7);
        }
    }

    private Socket connected(int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getByName(machine), port), PATIENCE_MILLISECONDS);
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        return socket;
    }

    /** As HTTP/1.0: what comes until the end is the answer, and none comes in chunks. */
    private static String ask(Socket socket, String host, String path, String... headers) throws IOException {
        var request = Stream.concat(Stream.of("GET " + path + " HTTP/1.0", "Host: " + host), Stream.of(headers))
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replaceFirst("HTTP/1.0 ", "");
    }
}
