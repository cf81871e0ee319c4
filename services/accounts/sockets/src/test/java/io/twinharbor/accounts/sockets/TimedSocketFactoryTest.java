package io.twinharbor.accounts.sockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;

import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedSocketFactoryTest {

    private static final int FOR_EVER = 0;

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws IOException {
        var factory = new TimedSocketFactory("0.3s");
        var connected = new ArrayList<Socket>();
        // What nobody accepts fills the queue; then the kernel answers no more.
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            assertThrows(SocketTimeoutException.class, () -> {
                while (true) {
                    var socket = factory.createSocket();
                    connected.add(socket);
                    socket.connect(address, FOR_EVER);
                }
            });
        } finally {
            for (var socket : connected) {
                socket.close();
            }
        }
    }

    @Test
    void aServerThatAnswersIsReached() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             var socket = new TimedSocketFactory("1m30s").createSocket()) {
            socket.connect(server.getLocalSocketAddress(), FOR_EVER);
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void aServerThatFallsSilentIsAskedForSignsOfLifeWithinTheMinute() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             var socket = new TimedSocketFactory("2s").createSocket()) {
            socket.connect(server.getLocalSocketAddress(), FOR_EVER);
            int silence = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
            int between = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
            int questions = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);
            assertEquals(60, silence + between * questions);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "2", "0s", "-1s", "9999999h"})
    void whatIsNoTimeIsRefusedWithAnExample(String time) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new TimedSocketFactory(time));
        assertTrue(refused.getMessage().contains("such as 2s"), refused.getMessage());
    }
}
