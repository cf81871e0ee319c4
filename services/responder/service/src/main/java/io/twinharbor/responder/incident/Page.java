package io.twinharbor.responder.incident;

import static io.twinharbor.responder.incident.Html.anchor;
import static io.twinharbor.responder.incident.Html.escape;

import java.util.ArrayList;
import java.util.List;

import io.twinharbor.responder.ledger.Incident;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** Incidents for people: the same as the JSON, as a page that needs neither scripts nor colours to be read. */
final class Page {

    static final String ADDRESS = "/incidents/";

    private Page() {
    }

    /** A list. */
    static String of(List<Incident> incidents) {
        List<List<String>> rows = incidents.stream().map(IncidentJson::summary).map(one -> List.of(
                escape(one.getString("startsAt")),
                anchor(ADDRESS + one.getString("id"), one.getString("alert")), escape(one.getString("cluster")),
                escape(one.getString("severity")), escape(one.getString("summary")),
                escape(one.get("decision") instanceof JsonObject decision
                        ? decision.getString("action") + ": " + decision.getString("state") : "not decided yet"),
                escape(one.get("cause") instanceof JsonObject cause ? cause.getString("cause") : "not known"),
                escape(text(one.get("endsAt"), "it goes on")))).toList();
        return new Html("Incidents").table("The newest incidents", List.of("Since", "Alert", "Cluster", "Severity", "Summary",
                "Action", "Likeliest cause", "Ended"), rows).toString();
    }

    /** One. */
    static String of(Incident incident) {
        JsonObject json = IncidentJson.of(incident);
        Html page = new Html(json.getString("alert") + ": " + json.getString("summary"));
        List<String[]> terms = new ArrayList<>(List.of(term("Since", json.getString("startsAt")),
                term("Ended", text(json.get("endsAt"), "it goes on")), term("Severity", json.getString("severity")),
                term("Told", json.getInt("told") + " times")));
        json.getJsonObject("labels").forEach((label, value) -> terms.add(term(label, ((JsonString) value).getString())));
        page.paragraph(json.getJsonObject("annotations").getString("description", "")).terms(terms);
        String runbook = json.getJsonObject("annotations").getString("runbook_url", "");
        if (runbook.matches("https://[^\\s\"<>]+")) {
            page.link(runbook, "What to do by hand");
        }
        decision(page.heading("What was done"), json.get("decision"));
        if (json.get("report") instanceof JsonObject report) {
            report(page, report);
        } else {
            page.paragraph("It has not been looked into yet.");
        }
        return page.link("/incidents", "All incidents").toString();
    }

    private static void decision(Html page, JsonValue value) {
        if (!(value instanceof JsonObject decision)) {
            page.paragraph("That is not decided yet.");
            return;
        }
        page.terms(List.of(term("Action", decision.getString("action")), term("Target", text(decision.get("target"), "none")),
                term("State", decision.getString("state")), term("Reason", decision.getString("reason")),
                term("Result", text(decision.get("result"), "none")), term("Decided", decision.getString("decidedAt")),
                term("Finished", text(decision.get("finishedAt"), "not yet")),
                term("Alert ended after",
                        decision.get("endedAfterSeconds") instanceof JsonNumber seconds ? seconds + " s" : "–")));
    }

    private static void report(Html page, JsonObject report) {
        if (report.containsKey("causes")) {
            causes(page.heading("What the cause may be"), report.getJsonArray("causes"));
            page.heading("What moved first").paragraph("It began at " + report.getString("began") + ".")
                    .table("Series that are not what they were", List.of("At", "Series", "Of", "Before", "Then"),
                            rows(report.getJsonArray("moved"), one -> List.of(escape(one.getString("at")),
                                    escape(one.getString("series")), escape(one.getJsonObject("labels").toString()),
                                    escape(text(one.get("before"), "nothing")), escape(text(one.get("after"), "nothing")))));
        }
        if (report.containsKey("effect")) {
            JsonObject effect = report.getJsonObject("effect");
            page.heading("What came of it").table("The same series at " + effect.getString("seenAt"),
                    List.of("Series", "Of", "Now", "Is back"), rows(effect.getJsonArray("series"), one -> List.of(
                            escape(one.getString("series")), escape(one.getJsonObject("labels").toString()),
                            escape(text(one.get("now"), "nothing")), one.getBoolean("isBack") ? "yes" : "no")));
        }
        page.heading("What happened").table("Changes, events and states", List.of("At", "Kind", "What"),
                rows(report.getJsonArray("timeline"), one -> List.of(escape(one.getString("at")), escape(one.getString("kind")),
                        escape(one.getString("text")))));
        page.heading("What was logged").table("Lines that may belong to it", List.of("At", "Line"),
                rows(report.getJsonArray("logs"), one -> List.of(escape(one.getString("at")), escape(one.getString("text")))));
        report.getJsonArray("unseen").forEach(unseen -> page.paragraph("Not seen: " + ((JsonString) unseen).getString()));
    }

    private static void causes(Html page, JsonArray causes) {
        if (causes.isEmpty()) {
            page.paragraph("Nothing speaks for any cause that the catalogue knows.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonObject cause : causes.getValuesAs(JsonObject.class)) {
            rows.add(List.of(cause.getJsonNumber("score").toString(), escape(cause.getString("cause")),
                    escape(cause.getString("says")), evidence(cause.getJsonArray("evidence"))));
        }
        page.table("Causes, the likeliest first", List.of("Score", "Cause", "Meaning", "Evidence"), rows);
    }

    private static String evidence(JsonArray evidence) {
        StringBuilder list = new StringBuilder("<ul>");
        for (JsonObject one : evidence.getValuesAs(JsonObject.class)) {
            list.append("<li>").append(one.getInt("points")).append(": ").append(escape(one.getString("text"))).append("</li>");
        }
        return list.append("</ul>").toString();
    }

    private interface Row {

        List<String> of(JsonObject one);
    }

    private static List<List<String>> rows(JsonArray array, Row row) {
        return array.getValuesAs(JsonObject.class).stream().map(row::of).toList();
    }

    private static String[] term(String name, String meaning) {
        return new String[] {name, meaning};
    }

    private static String text(JsonValue value, String otherwise) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        return value == null || value == JsonValue.NULL ? otherwise : value.toString();
    }
}
