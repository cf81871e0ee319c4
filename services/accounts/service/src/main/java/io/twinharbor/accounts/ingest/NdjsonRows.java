package io.twinharbor.accounts.ingest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.twinharbor.accounts.directory.UserDraft;
import io.twinharbor.accounts.directory.UserJson;
import io.twinharbor.conduct.json.JsonText;
import io.twinharbor.conduct.problem.Violation;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** Users from newline-delimited JSON in UTF-8: one object a line, as the API takes it; empty lines are passed over. */
final class NdjsonRows implements Iterator<Row> {

    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private long number;
    private boolean overlong;
    private boolean available;

    NdjsonRows(InputStream in) {
        this.in = new BufferedInputStream(in, LONGEST_LINE);
    }

    @Override
    public boolean hasNext() {
        while (!available && readLine()) {
            available = line.size() > 0;
        }
        return available;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        available = false;
        if (overlong) {
            return Row.unreadable(number, "is longer than " + LONGEST_LINE + " bytes");
        }
        try {
            return JsonText.parse(line.toByteArray()) instanceof JsonObject object
                    ? toRow(object) : Row.unreadable(number, "is not a JSON object");
        } catch (JsonException e) {
            return Row.unreadable(number, JsonText.DEFECT);
        }
    }

    private Row toRow(JsonObject object) {
        JsonObject complete = object;
        if (!object.containsKey("active")) {
            JsonObjectBuilder builder = Json.createObjectBuilder(object);
            complete = builder.add("active", true).build();
        }
        List<Violation> violations = new ArrayList<>();
        UserDraft draft = UserJson.toDraft(complete, UserJson.READ_ONLY, violations);
        return violations.isEmpty() ? Row.of(number, draft) : Row.unreadable(number, violations);
    }

    /** Reads on to the end of a line; keeps no more of it than may be valid. */
    private boolean readLine() {
        line.reset();
        overlong = false;
        try {
            int octet = in.read();
            if (octet < 0) {
                return false;
            }
            number++;
            for (; octet >= 0 && octet != '\n'; octet = in.read()) {
                if (line.size() == LONGEST_LINE) {
                    overlong = true;
                } else if (octet != '\r') {
                    line.write(octet);
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
