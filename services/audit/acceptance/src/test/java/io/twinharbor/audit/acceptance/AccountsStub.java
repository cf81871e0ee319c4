package io.twinharbor.audit.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Gives events by the contract of accounts, and tokens to ask for them with; can be away, and be set back to an earlier time. */
final class AccountsStub {

    static final String SECRET = "feed-secret";

    private static final int LIMIT = 1000;
    private static final Pattern AFTER = Pattern.compile("(?:^|&)after=([^&]*)");

    private record Event(String position, String json) {
    }

    private final HttpServer server;
    private final List<Event> events = new ArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile boolean away;
    private volatile String validToken = "none";
    private int number;

    AccountsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::grant);
        server.createContext("/api/v1/events", this::give);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** One more event; its position. */
    synchronized String happens(String type, long user, String actor) {
        String position = "%d-%d-%d-%d".formatted(700 + number, 701 + number, ++number,
                System.currentTimeMillis() * 1000);
        events.add(new Event(position, """
                {"position":"%s","id":%d,"type":"%s","userId":%d,"actor":"%s","traceId":null,"occurredAt":"%s",\
                "before":null,"after":{"id":%4$d}}""".formatted(position, number, type, user, actor, Instant.now())));
        return position;
    }

    /** Forgets the newest events, and gives their numbers again. */
    synchronized void isSetBack(int forgotten) {
        events.subList(events.size() - forgotten, events.size()).clear();
        number -= forgotten;
    }

    void isAway(boolean now) {
        away = now;
    }

    /** The token that it gave is good no more. */
    void revoke() {
        validToken = "none";
    }

    void stop() {
        server.stop(0);
    }

    private void grant(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (form.contains("client_id=audit") && form.contains("client_secret=" + SECRET)) {
            validToken = "token-" + tokens.incrementAndGet();
            answer(exchange, 200, "{\"access_token\":\"" + validToken + "\",\"expires_in\":300}");
        } else {
            answer(exchange, 401, "{}");
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        if (away) {
            answer(exchange, 503, "{}");
        } else if (!("Bearer " + validToken).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else {
            Matcher after = AFTER.matcher(exchange.getRequestURI().getRawQuery());
            String page = page(after.find() ? after.group(1) : null);
            answer(exchange, page == null ? 410 : 200, page == null ? "{}" : page);
        }
    }

    private synchronized String page(String after) {
        List<String> positions = events.stream().map(Event::position).toList();
        if (after != null && !positions.contains(after)) {
            return null;
        }
        return events.stream().skip(positions.indexOf(after) + 1L).limit(LIMIT).map(Event::json)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
