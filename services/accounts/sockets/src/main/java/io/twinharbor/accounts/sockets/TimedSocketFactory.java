package io.twinharbor.accounts.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

import javax.net.SocketFactory;

/**
 * Gives each server of a connection URL a time of its own to be reached in, and gives up one that is lost after a minute in which
 * its answer was awaited.
 *
 * <p>The timeout that PostgreSQL's driver has is for all servers of a URL together: where the first one does not answer at all,
 * a millisecond is left for the second (<a href="https://github.com/pgjdbc/pgjdbc/issues/4084">pgjdbc 4084</a>).
 *
 * <p>Who streams can set the driver no time for answers, since a statement may take its own. With the driver's
 * {@code tcpKeepAlive} the kernel asks a silent server for signs of life, after two hours unless told otherwise: here it asks
 * sooner. What was sent and not confirmed it repeats for a quarter of an hour before it gives up, which Java cannot change.
 */
public final class TimedSocketFactory extends SocketFactory {

    /** By the names of Java's options: seconds of silence, seconds between two questions, and questions without an answer. */
    private static final Map<String, Integer> SIGNS_OF_LIFE =
            Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

    private final int milliseconds;

    /**
     * As the driver calls it, with its {@code socketFactoryArg}.
     *
     * @param time how long a server may take, as Liberty writes it: {@code 2s}, {@code 1m30s}
     * @throws IllegalArgumentException if it is no time, or none at all
     */
    public TimedSocketFactory(String time) {
        milliseconds = milliseconds(time);
    }

    private static int milliseconds(String time) {
        try {
            long milliseconds = Duration.parse("PT" + time).toMillis();
            if (milliseconds > 0) {
                return Math.toIntExact(milliseconds);
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(refusal(time), e);
        }
        throw new IllegalArgumentException(refusal(time));
    }

    private static String refusal(String time) {
        return "A server may take a time such as 2s or 1m30s to be reached, not " + time + ".";
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress server, int timeout) throws IOException {
                askForSignsOfLife(this);
                super.connect(server, timeout == 0 ? milliseconds : Math.min(timeout, milliseconds));
            }
        };
    }

    private static void askForSignsOfLife(Socket socket) throws IOException {
        // Looked for, since not every platform has them; by name, since not every class loader shows where they are declared.
        for (SocketOption<?> option : socket.supportedOptions()) {
            if (SIGNS_OF_LIFE.containsKey(option.name())) {
                set(socket, option, SIGNS_OF_LIFE.get(option.name()));
            }
        }
    }

    private static <T> void set(Socket socket, SocketOption<T> option, Object value) throws IOException {
        socket.setOption(option, option.type().cast(value));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return getDefault().createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return getDefault().createSocket(host, port, localHost, localPort);
    }
}
