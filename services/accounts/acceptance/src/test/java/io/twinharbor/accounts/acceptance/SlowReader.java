package io.twinharbor.accounts.acceptance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that asks for much and reads no more of it than its beginning. */
final class SlowReader implements AutoCloseable {

    private static final String BEGINNING = "HTTP/1.1 200";
    private static final int LITTLE = 4096;

    private final Socket socket = new Socket();

    /** Returns when the answer has begun. */
    SlowReader(Instance service, String path) throws IOException {
        // What the kernel keeps for a client is sent already, as far as the service can tell.
        socket.setReceiveBufferSize(LITTLE);
        socket.connect(new InetSocketAddress("localhost", service.port()));
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n"
                + "Authorization: Bearer " + service.token("reader") + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        String begun = new String(socket.getInputStream().readNBytes(BEGINNING.length()), StandardCharsets.US_ASCII);
        if (!begun.equals(BEGINNING)) {
            socket.close();
            throw new IOException("The answer begins with " + begun);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
