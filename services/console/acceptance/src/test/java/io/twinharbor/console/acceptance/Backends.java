package io.twinharbor.console.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Answers for backends that do not run in the test, each below a path of its own, with what their contracts say they answer. */
final class Backends {

    private final HttpServer server;
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> slow = new ConcurrentHashMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    Backends(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "backend");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String address(String backend) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + backend;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on it answers with errors. */
    void breakDown(String backend) {
        away.add(backend);
    }

    /** From now on each of its answers takes that long. */
    void slowDown(String backend, Duration by) {
        slow.put(backend, by.toMillis());
    }

    /** From now on the release stands so. */
    void release(Released.Stand stand) {
        Released.stands(stand);
    }

    /** All is again as it was at first. */
    void mend() {
        away.clear();
        slow.clear();
        told.clear();
        Released.stands(Released.Stand.UNDER_WAY);
    }

    /** What was asked to change something: method, path and body. */
    List<String> told() {
        return new ArrayList<>(told);
    }

    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        String words = query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!"GET".equals(exchange.getRequestMethod())) {
            told.add(exchange.getRequestMethod() + " " + path + " " + body);
        }
        String backend = path.split("/")[1];
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slow.getOrDefault(backend, 0L)));
        if (away.contains(backend)) {
            send(exchange, 503,
                    "{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"The database cannot be reached.\"}");
            return;
        }
        String found = Examples.of(path, words);
        send(exchange, found == null ? 404 : 200, found == null ? "{\"detail\":\"There is nothing at this address.\"}" : found);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/json")));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** By hand, for whoever works on the pages: the port is the argument. */
    public static void main(String[] arguments) throws Exception {
        new Backends(Integer.parseInt(arguments[0]));
        Thread.currentThread().join();
    }
}
