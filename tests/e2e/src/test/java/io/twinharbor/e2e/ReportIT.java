package io.twinharbor.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever asks for it has a report of a service within seconds: kept, told on the Git server and sent by e-mail. */
@Tag("report")
@Tag("platform")
@Order(44)
@Needs("delivery")
@ExtendWith(Results.class)
class ReportIT {

    private static final String SERVICE = "accounts";
    private static final String BUCKET = "reports";
    private static final String MAILS = "/var/lib/mail-server/Maildir";
    private static final int DAYS = 7;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Inner delivery = new Inner(Lab.running().cluster("east"), "delivery", "delivery");
    private final Instant to = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant from = to.minus(Duration.ofDays(DAYS));
    /** As reports name their time: by the first day and the last. */
    private final String days = day(from) + " to " + day(to.minusSeconds(1));

    @Test
    void aReportIsKeptAndToldToDevelopers(Results results) throws Exception {
        int commentsBefore = comments();
        int mailsBefore = mails();
        var made = results.seconds("made_and_told_seconds", () -> make(true));
        var page = read(made, "page");
        var document = read(made, "document");
        assertTrue(new String(page, StandardCharsets.UTF_8).contains("<h1>" + SERVICE + ", " + days + "</h1>"));
        assertEquals("%PDF-", new String(document, 0, 5, StandardCharsets.US_ASCII));
        results.add("page_bytes", page.length);
        results.add("document_bytes", document.length);
        Files.createDirectories(Results.KEPT);
        Files.write(Results.KEPT.resolve("report-" + SERVICE + ".html"), page);
        Files.write(Results.KEPT.resolve("report-" + SERVICE + ".pdf"), document);
        assertArrayEquals(page, kept(".html"));
        assertArrayEquals(document, kept(".pdf"));
        Waiting.until("told on the Git server", PATIENCE, () -> comments() > commentsBefore);
        Waiting.until("sent by e-mail", PATIENCE, () -> mails() > mailsBefore);
    }

    @Test
    void aReportThatIsForOneselfIsMadeWithoutTellingAnybody(Results results) throws Exception {
        int mailsBefore = mails();
        results.seconds("made_seconds", () -> make(false));
        assertEquals(mailsBefore, mails());
    }

    @Test
    void eachServiceHasTheReportOfTheWeekThatIsOver() throws Exception {
        for (JsonNode live : delivery.ask("/api/v1/deployments/live", Tokens.ofUser("reader"))) {
            var service = live.get("service").asText();
            Waiting.until("made of " + service, PATIENCE, () -> StreamSupport.stream(
                    delivery.ask("/api/v1/reports?service=" + service, Tokens.ofUser("reader")).spliterator(), false)
                    .anyMatch(report -> report.get("weekly").asBoolean()));
        }
    }

    @Test
    void whoMayOnlyReadHasNoneMade() throws Exception {
        var refused = delivery.send("POST", "/api/v1/reports", "{\"service\": \"" + SERVICE + "\"}",
                "Authorization", "Bearer " + Tokens.ofUser("reader"));
        assertEquals(403, refused.statusCode());
    }

    private JsonNode make(boolean tell) throws Exception {
        var asked = "{\"service\": \"%s\", \"from\": \"%s\", \"to\": \"%s\", \"tell\": %s}".formatted(SERVICE, from, to, tell);
        var answer = delivery.send("POST", "/api/v1/reports", asked, "Authorization", "Bearer " + Tokens.ofUser("editor"));
        assertEquals(201, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(answer.body());
    }

    private byte[] read(JsonNode made, String part) throws Exception {
        var answer = delivery.get(made.get(part).asText(), "Authorization", "Bearer " + Tokens.ofUser("reader"));
        assertEquals(200, answer.statusCode());
        return answer.body();
    }

    /** The newest of its kind in the bucket. */
    private byte[] kept(String ending) {
        try (var store = Buckets.asAdministrator()) {
            var newest = store.listObjectsV2(list -> list.bucket(BUCKET).prefix(SERVICE + "/")).contents().stream()
                    .filter(object -> object.key().endsWith(ending))
                    .max((one, other) -> one.lastModified().compareTo(other.lastModified())).orElseThrow();
            return store.getObjectAsBytes(get -> get.bucket(BUCKET).key(newest.key())).asByteArray();
        }
    }

    /** How many comments of the service's issue tell of these days. */
    private int comments() throws Exception {
        var git = GitApi.of(Change.REPOSITORY);
        int found = 0;
        var title = "Reports of " + SERVICE;
        for (JsonNode issue : git.get("/issues?type=issues&state=open&q=" + URLEncoder.encode(title, StandardCharsets.UTF_8))) {
            if (issue.get("title").asText().equals(title)) {
                for (JsonNode comment : git.get("/issues/" + issue.get("number").asInt() + "/comments")) {
                    found += comment.get("body").asText().startsWith("### " + days) ? 1 : 0;
                }
            }
        }
        return found;
    }

    /** How many mails with such a report the hub's mail server has got. */
    private int mails() {
        var count = "grep -rlF 'Subject: " + SERVICE + ", " + days + "' " + MAILS + " | wc -l";
        return Integer.parseInt(Lab.command(Duration.ofMinutes(1), "shell", "hub", "sudo", "sh", "-c", count).strip());
    }

    private static String day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }
}
