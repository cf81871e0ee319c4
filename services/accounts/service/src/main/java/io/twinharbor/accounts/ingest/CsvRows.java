package io.twinharbor.accounts.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.twinharbor.accounts.directory.UserDraft;
import io.twinharbor.accounts.directory.UserJson;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Statuses;

/** Users from CSV in UTF-8: a header line names the columns, in any order; roles are separated by spaces. */
final class CsvRows implements Iterator<Row> {

    private static final List<String> COLUMNS = List.of("email", "displayName", "active", "roles");
    private static final int LONGEST_RECORD = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Iterator<CsvRecord> records;
    private final int[] positions = new int[COLUMNS.size()];
    private final int width;
    private CsvRecord next;
    private boolean broken;
    private boolean told;
    private long line = 1;

    CsvRows(InputStream in) {
        records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(text(in))
                .iterator();
        width = readHeader();
    }

    /** What is behind the byte order mark, if there is one. */
    private static Reader text(InputStream in) {
        // A reader that is given the charset alone puts something where bytes make no sense, and that would be stored.
        var text = new PushbackReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        try {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                text.unread(first);
            }
            return text;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Bytes that are no text are the file's fault, whatever else cannot be read is the upload's. */
    private static RuntimeException failure(IOException e) {
        return e instanceof CharacterCodingException
                ? unusable("The file is not UTF-8 from its beginning to its end: save it in that encoding.")
                : new UncheckedIOException(e);
    }

    private int readHeader() {
        CsvRecord first = fetch();
        if (first == null) {
            throw unusable("The file is empty or not CSV: its first line must name the columns.");
        }
        List<String> header = first.getFields();
        for (String name : header) {
            if (!COLUMNS.contains(name) && !UserJson.READ_ONLY.contains(name)) {
                throw unusable("The column \"" + Rejection.legible(name) + "\" is not known; known are "
                        + String.join(", ", COLUMNS) + ", and those of an export.");
            }
        }
        if (Set.copyOf(header).size() < header.size() || !header.contains("email")) {
            throw unusable("The first line must name each column once, and email must be among them.");
        }
        Arrays.setAll(positions, column -> header.indexOf(COLUMNS.get(column)));
        return header.size();
    }

    /** Null at the end, and, with {@code broken} set, where the parser cannot tell where the next record begins. */
    private CsvRecord fetch() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            broken = true;
            return null;
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        }
    }

    @Override
    public boolean hasNext() {
        if (next == null && !broken) {
            next = fetch();
        }
        return next != null || broken && !told;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (next == null) {
            told = true;
            return Row.unreadable(line + 1, "is not well-formed CSV, so that nothing after it could be read");
        }
        CsvRecord user = next;
        next = null;
        line = user.getStartingLineNumber();
        if (user.getFieldCount() != width) {
            return Row.unreadable(line, "has " + user.getFieldCount() + " fields where the first line has " + width);
        }
        String active = field(user, 2);
        if (active != null && !active.equals("true") && !active.equals("false")) {
            return Row.unreadable(line, "active must be true or false");
        }
        String roles = field(user, 3);
        return Row.of(line, new UserDraft(field(user, 0), field(user, 1),
                active == null || active.equals("true"),
                roles == null ? Set.of() : new TreeSet<>(Arrays.asList(roles.trim().split(" +")))));
    }

    /** Null where the column is missing or empty. */
    private String field(CsvRecord user, int column) {
        int position = positions[column];
        String value = position < 0 ? "" : user.getField(position);
        return value.isEmpty() ? null : value;
    }

    private static ProblemException unusable(String detail) {
        return new ProblemException(Problem.of(Statuses.UNPROCESSABLE_CONTENT, "unusable-file",
                "The file cannot be imported", detail));
    }
}
