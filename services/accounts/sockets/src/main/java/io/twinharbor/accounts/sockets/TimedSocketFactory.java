package io.twinharbor.accounts.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;

import javax.net.SocketFactory;

/**
 * Gives each server of a connection URL a time of its own to be reached in.
 *
 * <p>The timeout that PostgreSQL's driver has is for all servers of a URL together: where the first one does not answer at all,
 * a millisecond is left for the second (<a href="https://github.com/pgjdbc/pgjdbc/issues/4084">pgjdbc 4084</a>).
 */
public final class TimedSocketFactory extends SocketFactory {

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
                super.connect(server, timeout == 0 ? milliseconds : Math.min(timeout, milliseconds));
            }
        };
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
