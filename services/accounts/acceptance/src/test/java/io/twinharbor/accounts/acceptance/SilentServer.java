package io.twinharbor.accounts.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Looks from outside like a machine without power: whoever connects gets no answer, not even a refusal. */
final class SilentServer implements AutoCloseable {

    private static final int PATIENCE_MILLISECONDS = 300;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new ArrayList<>();

    /** Fills the queue of those that nobody accepts, after which the kernel answers no more. */
    SilentServer() throws IOException {
        while (answers()) {
            queue.add(new Socket(server.getInetAddress(), server.getLocalPort()));
        }
    }

    private boolean answers() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), PATIENCE_MILLISECONDS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (var socket : queue) {
            socket.close();
        }
        server.close();
    }
}
