package io.twinharbor.delivery.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.twinharbor.delivery.Answers;
import io.twinharbor.delivery.access.Trust;
import io.twinharbor.delivery.indicator.Window;
import org.junit.jupiter.api.Test;

class ThanosTest {

    private static final Instant AT = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void whatItAnswersIsReadWithItsLabels() throws IOException {
        try (Answers server = new Answers(asked -> """
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"metric": {"slo": "latency"}, "value": [1767600000.5, "0.25"]},
                  {"metric": {}, "value": [1767600000, "NaN"]}]}}""")) {
            List<Thanos.Series> series = thanos(server).at("up{a=\"b\"}", AT);
            assertEquals("/api/v1/query?query=up{a=\"b\"}&time=" + AT.getEpochSecond(), server.asked().get(0).address());
            assertEquals(Map.of("slo", "latency"), series.get(0).labels());
            assertEquals(0.25, series.get(0).last());
            assertTrue(Double.isNaN(series.get(1).last()));
        }
    }

    @Test
    void howSomethingWentIsReadPointByPoint() throws IOException {
        try (Answers server = new Answers(asked -> """
                {"status": "success", "data": {"resultType": "matrix", "result": [
                  {"metric": {}, "values": [[1767600000, "1"], [1767603600, "+Inf"]]}]}}""")) {
            List<Thanos.Point> points = thanos(server).during("up", new Window(AT, AT.plusSeconds(60)), Duration.ofSeconds(30))
                    .get(0).points();
            assertTrue(server.asked().get(0).address().endsWith("&step=30"));
            assertEquals(new Thanos.Point(Instant.ofEpochSecond(1767600000), 1), points.get(0));
            assertEquals(Double.POSITIVE_INFINITY, points.get(1).value());
        }
    }

    @Test
    void oneThatDoesNotAnswerIsToldOf() throws IOException {
        try (Answers server = new Answers(asked -> null)) {
            assertThrows(IOException.class, () -> thanos(server).at("up", AT));
        }
    }

    private static Thanos thanos(Answers server) {
        return new Thanos(Optional.of(URI.create(server.address())), new Trust(Optional.empty()));
    }
}
