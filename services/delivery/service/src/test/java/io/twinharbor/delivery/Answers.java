package io.twinharbor.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.sun.net.httpserver.HttpServer;

/** A server that answers as a test says, and keeps what it was asked. */
public final class Answers implements AutoCloseable {

    /** What was asked: method, address with its query as text, body. */
    public record Asked(String method, String address, String body) {
    }

    /** Null for 404. */
    private final Function<Asked, String> answers;
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public Answers(Function<Asked, String> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            URI address = exchange.getRequestURI();
            Asked one = new Asked(exchange.getRequestMethod(), address.getPath() + (address.getRawQuery() == null ? ""
                    : "?" + URLDecoder.decode(address.getRawQuery(), StandardCharsets.UTF_8)),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(one);
            String answer = this.answers.apply(one);
            byte[] body = answer == null ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
