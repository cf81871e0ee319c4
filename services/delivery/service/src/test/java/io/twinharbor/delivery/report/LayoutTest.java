package io.twinharbor.delivery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.twinharbor.delivery.Answers;
import io.twinharbor.delivery.metric.Thanos;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A report as a page and as a document. */
class LayoutTest {

    private final Layout layout = new Layout();

    @Test
    void thePageSaysWhatTheReportSays() throws IOException {
        String page = layout.page(full());
        Files.write(Path.of("target", "report.html"), page.getBytes(StandardCharsets.UTF_8));
        assertTrue(page.contains("<td>14,204,311</td><td>12,783,880</td><td class=\"\">+11 %</td>"), page);
        assertTrue(page.contains("Exports &lt;b&gt;&amp; imports&lt;/b&gt;"), page);
        assertTrue(page.contains("<svg "), page);
        assertFalse(page.contains("No metrics"));
    }

    @Test
    void theDocumentSaysTheSameWithoutAFontOfTheMachine() throws IOException {
        byte[] document = layout.document(layout.page(full()));
        // To be looked at.
        Files.write(Path.of("target", "report.pdf"), document);
        try (PDDocument read = Loader.loadPDF(document)) {
            String text = new PDFTextStripper().getText(read);
            for (String part : List.of("accounts, 2026-01-05 to 2026-01-11", "Größer – 90 % schneller",
                    "Traffic, latency, errors", "Error budget left of 30 days", "How it went", "Slow endpoints",
                    "Slow queries", "Saturation and cost",
                    "Delivery", "Deployments, and what each changed", "Incidents", "What could be brought back", "1 of ")) {
                assertTrue(text.contains(part), part + " is not in\n" + text);
            }
            for (PDPage page : read.getPages()) {
                page.getResources().getFontNames().forEach(name -> {
                    try {
                        assertTrue(page.getResources().getFont(name).isEmbedded(), name.getName());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
            }
        }
    }

    @Test
    void manyDeploymentsTakeMorePagesAndKeepTheirHead() throws IOException {
        try (Answers thanos = new Answers(MadeUpWeek::measured);
                PDDocument read = Loader.loadPDF(layout.document(layout.page(MadeUpWeek.busy(60)
                        .report(Optional.of(thanos)))))) {
            String text = new PDFTextStripper().getText(read);
            assertTrue(text.split("When and where").length > 2, text);
            assertTrue(text.contains("there were 20 more before them"), text);
        }
    }

    @Test
    void whereNothingWasMeasuredThePageSaysSo() throws IOException {
        String page = layout.page(MadeUpWeek.empty().report(Optional.empty()));
        assertTrue(page.contains("No metrics"));
        assertTrue(page.contains("Nothing was delivered."));
        assertTrue(layout.document(page).length > 1000);
    }

    @Test
    void aPlotIsBrokenWhereThereIsNoValue() {
        List<Thanos.Point> points = List.of(point(0, 1), point(24, 2), point(48, Double.NaN), point(72, 4));
        Plot plot = Plot.of("Requests", Unit.NUMBER, MadeUpWeek.WEEK, points, List.of(), List.of());
        assertEquals("4.00", plot.top());
        assertTrue(plot.drawing().contains("d=\"M0.0 89.0L85.7 60.0M257.1 2.0\""), plot.drawing());
        assertEquals(List.of("Mon 5 Jan", "Sun 11 Jan"), List.of(plot.parts().get(0), plot.parts().get(6)));
    }

    @Test
    void numbersAreWrittenAsPeopleReadThem() {
        assertEquals(List.of("12 ms", "1.5 s", "10 min", "3.0 h", "2.5 days", "–"), List.of(Unit.SECONDS.text(0.012),
                Unit.SECONDS.text(1.5), Unit.SECONDS.text(600), Unit.SECONDS.text(10_800), Unit.SECONDS.text(216_000),
                Unit.SECONDS.text(Double.NaN)));
        assertEquals(List.of("0.0 %", "0.020 %", "99.9 %", "256 MiB"), List.of(Unit.SHARE.text(0), Unit.SHARE.text(0.0002),
                Unit.SHARE.text(0.999), Unit.BYTES.text(256.0 * 1024 * 1024)));
    }

    @Test
    void whatVariesAsThingsDoIsNeitherBetterNorWorse() {
        assertEquals(List.of("", "better", "worse", ""), List.of(
                Report.Figure.of("p95", Unit.SECONDS, Wanted.LESS, 1.04, 1).verdict(),
                Report.Figure.of("p95", Unit.SECONDS, Wanted.LESS, 0.9, 1).verdict(),
                Report.Figure.of("budget", Unit.SHARE, Wanted.MORE, 0.5, 0.8).verdict(),
                Report.Figure.of("requests", Unit.COUNT, 200, 100).verdict()));
    }

    private static Report full() throws IOException {
        try (Answers thanos = new Answers(MadeUpWeek::measured)) {
            return MadeUpWeek.full().report(Optional.of(thanos));
        }
    }

    private static Thanos.Point point(int hour, double value) {
        return new Thanos.Point(MadeUpWeek.BEGIN.plus(Duration.ofHours(hour)), value);
    }
}
