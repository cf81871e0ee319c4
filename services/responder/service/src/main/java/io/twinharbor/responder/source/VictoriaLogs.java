package io.twinharbor.responder.source;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Comparator;

import io.twinharbor.responder.alert.Alert;
import io.twinharbor.responder.catalogue.Template;
import io.twinharbor.responder.cause.Fact;
import io.twinharbor.responder.cause.Sign;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

/** Lines of all pods, by VictoriaLogs' query API: a JSON object a line. */
final class VictoriaLogs implements LogLines {

    private static final int LINES = 200;

    private final Web web;
    private final URI address;
    private final Template query;

    VictoriaLogs(Web web, URI address, Template query) {
        this.web = web;
        this.address = address;
        this.query = query;
    }

    @Override
    public List<Fact> of(Alert alert, Instant from, Instant to) throws IOException {
        if (alert.scope().isEmpty()) {
            return List.of();
        }
        Map<String, String> labels = new java.util.TreeMap<>(alert.labels());
        labels.put("namespace", alert.scope());
        String answer = web.post(address.resolve("/select/logsql/query"), Map.of("query", query.fill(labels),
                "start", from.toString(), "end", to.toString(), "limit", Integer.toString(LINES)));
        List<Fact> lines = new ArrayList<>();
        for (String line : answer.split("\n")) {
            if (!line.isBlank()) {
                lines.add(fact(line));
            }
        }
        lines.sort(Comparator.comparing(Fact::at));
        return lines;
    }

    private static Fact fact(String line) throws IOException {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject object = reader.readObject();
            String text = object.getString("_msg", "");
            String pod = object.getString("kubernetes.pod_name", object.getString("pod", ""));
            return new Fact(Sign.Kind.LOG, PodLogs.shortened(text), Instant.parse(object.getString("_time")),
                    (pod.isEmpty() ? "" : pod + ": ") + PodLogs.shortened(text));
        } catch (JsonException | DateTimeException | NullPointerException e) {
            throw new IOException("the log store gave a line that is none", e);
        }
    }
}
