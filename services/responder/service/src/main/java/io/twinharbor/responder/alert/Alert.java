package io.twinharbor.responder.alert;

import java.time.Instant;
import java.util.Map;

import io.twinharbor.responder.text.Legible;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/**
 * One alert as Alertmanager tells of it.
 *
 * @param fingerprint of its labels, by Alertmanager
 * @param startsAt    since when it fires: with the fingerprint this is what happens once
 * @param endsAt      since when it does not fire any more; null while it does
 */
public record Alert(String fingerprint, Instant startsAt, Instant endsAt, Map<String, String> labels,
        Map<String, String> annotations) {

    /** The name of its rule. */
    public String name() {
        return label("alertname");
    }

    /** What is to follow, by its name in the catalogue; empty if nothing is. */
    public String action() {
        return label("action");
    }

    /** The value of a label, empty if it has none. */
    public String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** Where to look: its namespace, or that of its service, which is called the same; empty for a whole cluster. */
    public String scope() {
        return labels.getOrDefault("namespace", label("service").matches("[a-z0-9-]+") ? label("service") : "");
    }

    /** Whether it does not fire any more. */
    public boolean isResolved() {
        return endsAt != null;
    }

    /** Labels or annotations, as they can be kept. */
    static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new java.util.TreeMap<>();
        object.forEach((name, value) -> {
            if (value instanceof JsonString text) {
                texts.put(Legible.of(name), Legible.of(text.getString()));
            }
        });
        return texts;
    }
}
