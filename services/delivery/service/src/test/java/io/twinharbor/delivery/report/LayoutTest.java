package io.twinharbor.delivery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.twinharbor.delivery.indicator.Window;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A report as a page and as a document. */
class LayoutTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final Window WEEK = new Window(BEGIN, BEGIN.plus(Duration.ofDays(7)));

    private final Layout layout = new Layout();

    @Test
    void thePageSaysWhatTheReportSays() throws IOException {
        String page = layout.page(report("One <b>& only"));
        assertTrue(page.contains("<td>1,234</td><td>1,000</td><td>+23 %</td>"), page);
        assertTrue(page.contains("One &lt;b&gt;&amp; only"), page);
        assertTrue(page.contains("<svg "), page);
        assertFalse(page.contains("No metrics"));
    }

    @Test
    void theDocumentSaysTheSameWithoutAFontOfTheMachine() throws IOException {
        byte[] document = layout.document(layout.page(report("Größer – 90 % schneller")));
        Files.write(Path.of("target", "report.pdf"), document);
        try (PDDocument read = Loader.loadPDF(document)) {
            String text = new PDFTextStripper().getText(read);
            assertTrue(text.contains("accounts, 2026-01-05 to 2026-01-11"), text);
            assertTrue(text.contains("Größer – 90 % schneller"), text);
            read.getPage(0).getResources().getFontNames().forEach(name -> {
                try {
                    assertTrue(read.getPage(0).getResources().getFont(name).isEmbedded(), name.getName());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void whereNothingWasMeasuredThePageSaysSo() throws IOException {
        String page = layout.page(new Report("accounts", "2026-01-05", "2026-01-11", false, List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of()));
        assertTrue(page.contains("No metrics"));
        assertTrue(page.contains("Nothing was delivered."));
        assertTrue(layout.document(page).length > 1000);
    }

    @Test
    void aPlotIsBrokenWhereThereIsNoValue() {
        List<Thanos.Point> points = List.of(point(0, 1), point(24, 2), point(48, Double.NaN), point(72, 4));
        Plot plot = Plot.of("Requests", Unit.NUMBER, WEEK, points, List.of(), List.of());
        assertEquals("4.00", plot.top());
        assertTrue(plot.drawing().contains("d=\"M0.0 89.0L85.7 60.0M257.1 2.0\""), plot.drawing());
    }

    @Test
    void numbersAreWrittenAsPeopleReadThem() {
        assertEquals(List.of("12 ms", "1.5 s", "10 min", "3.0 h", "–"), List.of(Unit.SECONDS.text(0.012), Unit.SECONDS.text(1.5),
                Unit.SECONDS.text(600), Unit.SECONDS.text(10800), Unit.SECONDS.text(Double.NaN)));
        assertEquals(List.of("0.0 %", "0.020 %", "99.9 %", "256 MiB"), List.of(Unit.SHARE.text(0), Unit.SHARE.text(0.0002),
                Unit.SHARE.text(0.999), Unit.BYTES.text(256.0 * 1024 * 1024)));
    }

    private static Report report(String subject) {
        List<Thanos.Point> points = IntStream.range(0, 168).mapToObj(hour -> point(hour, 1 + Math.sin(hour / 4.0))).toList();
        Plot plot = Plot.of("Requests a second", Unit.NUMBER, WEEK, points, points.stream()
                .map(point -> new Thanos.Point(point.at().minus(Duration.ofDays(7)), point.value() / 2)).toList(),
                List.of(BEGIN.plus(Duration.ofDays(3))));
        List<Report.Figure> figures = List.of(Report.Figure.of("Requests", Unit.COUNT, 1234, 1000),
                Report.Figure.of("99 % are answered within", Unit.SECONDS, 0.25, Double.NaN));
        return new Report("accounts", "2026-01-05", "2026-01-11", true, figures,
                List.of(Report.Figure.of("availability", Unit.SHARE, 0.8, 0.9)), List.of(plot, plot),
                List.of(Report.Figure.of("GET /api/v1/users (12)", Unit.SECONDS, 0.5, 0.4)),
                List.of(new Report.Delivery("east", figures)),
                List.of(new Report.Release("2026-01-07 10:00", "east", "release", "succeeded", "0123456789", List.of(subject),
                        figures, "")),
                List.of(new Report.Trouble("Slow", "east", "2026-01-07 10:00", "12 min", "https://example.org/1")));
    }

    private static Thanos.Point point(int hour, double value) {
        return new Thanos.Point(BEGIN.plus(Duration.ofHours(hour)), value);
    }
}
