package io.twinharbor.accounts.acceptance;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client whose connection breaks before its file is through: the body ends without the chunk that ends it. */
final class BrokenUpload implements AutoCloseable {

    private final Socket socket;

    BrokenUpload(Instance service, String path, String key) throws IOException {
        socket = new Socket("localhost", service.port());
        write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n"
                + "Authorization: Bearer " + service.token("editor") + "\r\nIdempotency-Key: " + key + "\r\n\r\n");
    }

    void send(String text) throws IOException {
        write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
