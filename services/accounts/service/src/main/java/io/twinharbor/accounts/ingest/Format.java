package io.twinharbor.accounts.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

import jakarta.ws.rs.core.MediaType;

/** The two forms in which many users travel. */
enum Format {
    /** RFC 4180 with a header line. */
    CSV(Format.CSV_TYPE) {
        @Override
        Iterator<Row> read(InputStream in) throws IOException {
            return new CsvRows(in);
        }
    },
    /** One JSON object a line. */
    NDJSON(Format.NDJSON_TYPE) {
        @Override
        Iterator<Row> read(InputStream in) {
            return new NdjsonRows(in);
        }
    };

    static final String CSV_TYPE = "text/csv";
    static final String NDJSON_TYPE = "application/x-ndjson";

    private final MediaType type;

    Format(String type) {
        this.type = MediaType.valueOf(type);
    }

    static Optional<Format> of(MediaType type) {
        return Arrays.stream(values()).filter(format -> format.type.isCompatible(type) && isUtf8(type)).findFirst();
    }

    private static boolean isUtf8(MediaType type) {
        String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("us-ascii");
    }

    /** {@code csv} or {@code ndjson}. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Reads users one by one; what is read is forgotten. Reading ends with an {@link java.io.UncheckedIOException}
     * if the stream breaks off, and with a {@link io.twinharbor.conduct.problem.ProblemException} if the file turns out to be
     * in another encoding, so that no row can be told from the next.
     *
     * @throws io.twinharbor.conduct.problem.ProblemException if nothing of the file makes sense
     */
    abstract Iterator<Row> read(InputStream in) throws IOException;
}
