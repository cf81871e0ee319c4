package io.twinharbor.responder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpServer;
import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.catalogue.Template;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Thanos and the log store are asked, and how their answers are read. */
class QuestionsTest {

    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    private HttpServer server;
    private String asked;
    private String answer;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestURI() + "?" + URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aConditionIsTrueIfSomethingIsNotZero() throws Exception {
        answer = vector("1");
        assertTrue(thanos().isTrue("up == 1"));
        assertTrue(asked.startsWith("/api/v1/query?") && asked.contains("query=up == 1"), asked);
        answer = vector("0");
        assertFalse(thanos().isTrue("up"));
        answer = vector("NaN");
        assertFalse(thanos().isTrue("up"));
        answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
        assertFalse(thanos().isTrue("up"));
    }

    @Test
    void anAnswerThatIsNoneIsNoNo() {
        status = 503;
        answer = "";
        assertThrows(IOException.class, () -> thanos().isTrue("up"));
        status = 200;
        for (String bad : List.of("", "{}", "{\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}")) {
            answer = bad;
            assertThrows(IOException.class, () -> thanos().isTrue("up"), bad);
        }
    }

    @Test
    void aSeriesIsReadWithItsLabelsAndTimes() throws Exception {
        answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"up\","
                + "\"cluster\":\"east\"},\"values\":[[1777636800.5,\"1\"],[1777636815.5,\"+Inf\"]]}]}}";
        Series series = thanos().range("up", AT.minusSeconds(60), AT).get(0);
        assertEquals(Map.of("cluster", "east"), series.labels());
        assertEquals(Instant.ofEpochMilli(1777636800500L), series.points().get(0).at());
        assertEquals(Double.POSITIVE_INFINITY, series.points().get(1).value());
        assertTrue(asked.contains("start=2026-05-01T11:59:00Z") && asked.contains("step=15s"), asked);
    }

    @Test
    void linesOfLogsAreThoseOfTheAlertsNamespace() throws Exception {
        answer = "{\"_time\":\"2026-05-01T11:59:30Z\",\"_msg\":\"later\",\"kubernetes.pod_name\":\"accounts-1\"}\n"
                + "{\"_time\":\"2026-05-01T11:59:00Z\",\"_msg\":\"sooner\"}\n";
        VictoriaLogs logs = new VictoriaLogs(web(), address(), new Template("namespace:=\"{namespace}\" error"));
        List<Fact> lines = logs.of(alert(Map.of("service", "accounts")), AT.minusSeconds(60), AT);
        assertEquals(List.of("sooner", "accounts-1: later"), lines.stream().map(Fact::text).toList());
        assertTrue(asked.contains("query=namespace:=\"accounts\" error"), asked);
        assertEquals(List.of(), logs.of(alert(Map.of("node", "east-1")), AT.minusSeconds(60), AT));
    }

    @Test
    void aNamespaceThatCouldMeanMoreIsNotAskedFor() throws Exception {
        VictoriaLogs logs = new VictoriaLogs(web(), address(), new Template("namespace:=\"{namespace}\""));
        assertThrows(IllegalArgumentException.class,
                () -> logs.of(alert(Map.of("namespace", "a\" or \"b")), AT.minusSeconds(60), AT));
    }

    private static String vector(String value) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                + value + "\"]}]}}";
    }

    private static Alert alert(Map<String, String> labels) {
        return new Alert("f", AT, null, labels, Map.of());
    }

    private Thanos thanos() throws Exception {
        return new Thanos(web(), address());
    }

    private static Web web() throws Exception {
        return new Web(Optional.empty());
    }

    private URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }
}
