package io.twinharbor.accounts.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import io.twinharbor.accounts.directory.UserDraft;
import io.twinharbor.conduct.json.JsonText;
import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

    @Test
    void columnsMayComeInAnyOrderAndBeMissing() {
        assertEquals(List.of(Row.of(2, new UserDraft("a@b", "A", false, Set.of())), Row.of(3, user("c@d"))),
                csv("active,displayName,email\nfalse,A,a@b\n,,c@d\n"));
    }

    @Test
    void quotesLineBreaksByteOrderMarksAndWindowsLineEndsAreUnderstood() {
        UserDraft first = new UserDraft("a@b", "one \"two\", three", true, Set.of("x", "y"));
        assertEquals(List.of(Row.of(2, first), Row.of(3, user("c@d"))),
                csv("\ufeffemail,displayName,roles\r\na@b,\"one \"\"two\"\", three\",y  x \r\nc@d,,\r\n"));
    }

    @Test
    void theColumnsOfAnExportArePassedOver() {
        assertEquals(List.of(Row.of(2, user("a@b"))), csv("id,email,createdAt,changedAt\n7,a@b,x,y\n"));
    }

    @Test
    void aLineThatDoesNotFitIsReportedAndTheNextIsRead() {
        List<Row> rows = csv("email,active\na@b\nc@d,yes\ne@f,true\n");
        assertEquals("has 1 fields where the first line has 2", rows.get(0).defect());
        assertEquals("active must be true or false", rows.get(1).defect());
        assertEquals(Row.of(4, user("e@f")), rows.get(2));
    }

    @Test
    void aRecordWithoutEndStopsTheReadingAndIsReported() {
        List<Row> rows = csv("email\na@b\n\"" + "x".repeat(100_000) + "\n");
        assertEquals(2, rows.size());
        assertEquals(3, rows.get(1).line());
        assertTrue(rows.get(1).defect().contains("nothing after it could be read"), rows.get(1).defect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "displayName\n", "email,email\n", "email,colour\n"})
    void aHeaderThatMakesNoSenseIsRefused(String file) {
        assertEquals(422, assertThrows(ProblemException.class, () -> csv(file)).problem().status());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20_000})
    void aFileThatIsNotUtf8IsRefusedWhereverThatShows(int rowsBefore) {
        byte[] file = ("email,displayName\n" + "a@b,A\n".repeat(rowsBefore) + "c@d,é\n").getBytes(StandardCharsets.ISO_8859_1);
        var refusal = assertThrows(ProblemException.class, () -> read(new CsvRows(new ByteArrayInputStream(file))));
        assertEquals(422, refusal.problem().status());
        assertTrue(refusal.problem().detail().contains("UTF-8"), refusal.problem().detail());
    }

    @Test
    void anUploadThatBreaksOffIsNoFaultOfTheFile() {
        InputStream file = new SequenceInputStream(stream("email\na@b\n"), new BrokenStream());
        assertThrows(UncheckedIOException.class, () -> read(new CsvRows(file)));
    }

    @Test
    void jsonLinesMayBeEmptyAndTheLastNeedsNoEnd() {
        assertEquals(List.of(Row.of(1, user("a@b")), Row.of(4, new UserDraft("c@d", "C", false, Set.of("x")))),
                ndjson("{\"email\":\"a@b\"}\r\n\n\r\n"
                        + "{\"id\":7,\"email\":\"c@d\",\"displayName\":\"C\",\"active\":false,\"roles\":[\"x\"]}"));
    }

    @Test
    void aJsonLineThatDoesNotFitIsReportedAndTheNextIsRead() {
        List<Row> rows = ndjson("{\n[]\n{\"email\":5,\"colour\":1}\n" + "x".repeat(70_000) + "\n{} {}\n{\"email\":\"a@b\"}\n");
        assertEquals(List.of(JsonText.DEFECT, "is not a JSON object",
                        "colour is not a member of a user; email must be a string", "is longer than 65536 bytes",
                        JsonText.DEFECT),
                rows.subList(0, 5).stream().map(Row::defect).toList());
        assertEquals(Row.of(6, user("a@b")), rows.get(5));
    }

    @Test
    void aJsonLineBeyondMeasureIsReportedAndTheNextIsRead() {
        List<Row> rows = ndjson("[".repeat(2000) + "\n{\"email\":1e99999999999}\n{\"email\":" + "9".repeat(2000)
                + "}\n{\"email\":\"a@b\"}\n");
        assertEquals(List.of(JsonText.DEFECT, JsonText.DEFECT, JsonText.DEFECT),
                rows.subList(0, 3).stream().map(Row::defect).toList());
        assertEquals(Row.of(4, user("a@b")), rows.get(3));
    }

    @Test
    void aJsonLineThatIsNotUtf8IsReportedAndTheNextIsRead() {
        byte[] file = "{\"email\":\"a@b\",\"displayName\":\"é\"}\n{\"email\":\"c@d\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        List<Row> rows = read(new NdjsonRows(new ByteArrayInputStream(file)));
        assertEquals(JsonText.DEFECT, rows.get(0).defect());
        assertEquals(Row.of(2, user("c@d")), rows.get(1));
    }

    @Test
    void whatAReasonQuotesOfTheFileIsMadeLegible() {
        assertEquals("\ufffd is not a member of a user", new Rejection(1, "\u0000 is not a member of a user").reason());
        assertEquals(251, new Rejection(1, "x".repeat(70_000)).reason().length());
        assertTrue(assertThrows(ProblemException.class, () -> csv("nul\u0000\n")).problem().detail().contains("nul\ufffd"));
    }

    @Test
    void aChunkIsInTheFormatOfCopy() {
        Chunk chunk = new Chunk();
        chunk.add(2, user("a@b"));
        chunk.add(3, new UserDraft("c@d", "back\\slash é", false, new java.util.TreeSet<>(Set.of("x", "y"))));
        assertEquals("2\ta@b\t\\N\ttrue\t{}\n3\tc@d\tback\\\\slash é\tfalse\t{x,y}\n",
                new String(chunk.bytes(), StandardCharsets.UTF_8));
    }

    private static UserDraft user(String email) {
        return new UserDraft(email, null, true, Set.of());
    }

    private static List<Row> csv(String file) {
        return read(new CsvRows(stream(file)));
    }

    private static List<Row> ndjson(String file) {
        return read(new NdjsonRows(stream(file)));
    }

    private static InputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Row> read(Iterator<Row> rows) {
        List<Row> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        return all;
    }

    /** As a server's is whose client has gone. */
    private static final class BrokenStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("gone");
        }
    }
}
