package io.twinharbor.delivery.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.twinharbor.delivery.Answers;
import io.twinharbor.delivery.access.Trust;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a report comes to those whom it is for, and where it is kept. */
class TellingTest {

    private static final byte[] PAGE = "<p>grün</p>".getBytes(StandardCharsets.UTF_8);
    private static final Report REPORT = new Report("accounts", "2026-01-05", "2026-01-11", true, List.of(),
            List.of(Report.Figure.of("Requests", Unit.COUNT, 1234, 1000)), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(new Report.Release("2026-01-07 10:00", "east", "release", "failed", "0123456789", List.of(), 0,
                    List.of(Report.Figure.of("errors", Unit.SHARE, 0.5, 0.1)), "slow")), 0, List.of(), List.of());

    private final Trust anybody = new Trust(Optional.empty());

    @Test
    void byMailItComesAsThePageWithTheDocumentBesideIt() throws Exception {
        GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        server.start();
        try {
            new Mail(Optional.of("localhost"), server.getSmtp().getPort(), "delivery@example.org",
                    Optional.of("ada@example.org,grace@example.org")).tell(REPORT, PAGE, new byte[] {1, 2, 3});
            assertEquals(2, server.getReceivedMessages().length);
            MimeMessage message = server.getReceivedMessages()[0];
            assertEquals("accounts, 2026-01-05 to 2026-01-11", message.getSubject());
            Multipart parts = (Multipart) message.getContent();
            assertEquals("<p>grün</p>", parts.getBodyPart(0).getContent().toString().strip());
            assertEquals("accounts-2026-01-05.pdf", parts.getBodyPart(1).getFileName());
        } finally {
            server.stop();
        }
    }

    @Test
    void aMailServerThatIsAwayKeepsNobodyElseFromIt() {
        assertDoesNotThrow(() -> new Mail(Optional.of("localhost"), 1, "delivery@example.org", Optional.of("ada@example.org"))
                .tell(REPORT, PAGE, new byte[0]));
    }

    @Test
    void onTheGitServerItIsACommentOfTheServicesOwnIssue() throws IOException {
        try (Answers server = new Answers(asked -> asked.method().equals("GET")
                ? "[{\"number\": 3, \"title\": \"Reports of accounts?\"}, {\"number\": 7, \"title\": \"Reports of accounts\"}]"
                : "{}")) {
            comment(server).tell(REPORT);
            Answers.Asked said = server.asked().get(1);
            assertEquals("/api/v1/repos/twinharbor/twinharbor/issues/7/comments", said.address());
            assertTrue(said.body().contains("| Requests | 1,234 | 1,000 | +23 % |"), said.body());
            assertTrue(said.body().contains("east: release 0123456789, failed; errors 10.0 % → 50.0 %"), said.body());
        }
    }

    @Test
    void whereThereIsNoSuchIssueItIsMade() throws IOException {
        try (Answers server = new Answers(asked -> asked.method().equals("GET") ? "[]" : "{\"number\": 8}")) {
            comment(server).tell(REPORT);
            assertTrue(server.asked().get(1).body().contains("\"title\":\"Reports of accounts\""));
            assertEquals("/api/v1/repos/twinharbor/twinharbor/issues/8/comments", server.asked().get(2).address());
        }
    }

    @Test
    void aGitServerWhoseAnswerIsNoJsonKeepsNobodyFromTheReport() throws IOException {
        try (Answers server = new Answers(asked -> "<p>Sign in</p>")) {
            assertDoesNotThrow(() -> comment(server).tell(REPORT));
        }
    }

    @Test
    void aFolderKeepsItWhereThereIsNoObjectStore(@TempDir Path folder) throws IOException {
        Shelf shelf = new Shelf(Optional.empty(), "", "", Optional.empty(), Optional.empty(), folder, anybody);
        shelf.put("accounts/1.html", "text/html", PAGE);
        assertArrayEquals(PAGE, shelf.get("accounts/1.html"));
        shelf.remove("accounts/1.html");
        assertThrows(IOException.class, () -> shelf.get("accounts/1.html"));
    }

    @Test
    void theObjectStoreKeepsItInItsBucket(@TempDir Path folder) throws IOException {
        Map<String, String> kept = new ConcurrentHashMap<>();
        try (Answers server = new Answers(asked -> {
            if (asked.method().equals("PUT")) {
                kept.put(asked.address(), asked.body());
                return "";
            }
            if (asked.method().equals("DELETE")) {
                return kept.remove(asked.address()) == null ? null : "";
            }
            return kept.containsKey(asked.address()) ? "kept" : null;
        })) {
            Shelf shelf = new Shelf(Optional.of(URI.create(server.address())), "reports", "us-east-1", Optional.of("key"),
                    Optional.of("secret"), folder, anybody);
            shelf.put("accounts/1.html", "text/html", PAGE);
            assertTrue(kept.get("/reports/accounts/1.html").contains("<p>grün</p>"));
            assertEquals("kept", new String(shelf.get("accounts/1.html"), StandardCharsets.UTF_8));
            assertThrows(IOException.class, () -> shelf.get("accounts/2.html"));
            shelf.remove("accounts/1.html");
            assertThrows(IOException.class, () -> shelf.get("accounts/1.html"));
            shelf.close();
        }
    }

    private Comment comment(Answers server) {
        return new Comment(true, server.address() + "/twinharbor/twinharbor.git", Optional.of("delivery"), Optional.of("secret"),
                anybody);
    }
}
