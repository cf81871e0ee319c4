package io.twinharbor.accounts.ingest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * How an import stands.
 *
 * @param id           names it
 * @param state        one of {@link State}
 * @param format       {@code csv} or {@code ndjson}
 * @param mode         as the client chose it
 * @param actor        who started it
 * @param rowsRead     rows of the file so far
 * @param rowsImported users added; while it runs nobody else sees them yet
 * @param rowsRejected rows in error
 * @param detail       why it failed; null if it did not
 * @param startedAt    when it began
 * @param finishedAt   null while it runs
 */
record ImportReport(UUID id, State state, String format, String mode, String actor, long rowsRead, long rowsImported,
        long rowsRejected, String detail, Instant startedAt, Instant finishedAt) {

    /** Where an import is in its life. */
    enum State {
        RUNNING, COMPLETED,
        /** All or nothing, and there were rows in error: nothing was stored. */
        REJECTED,
        /** It broke off: nothing was stored. */
        FAILED,
        /** Its instance is gone: nothing was stored. */
        INTERRUPTED
    }

    String location() {
        return ImportResource.ADDRESS + "/" + id;
    }

    /** The report with the first of its errors. */
    JsonObject toJson(List<Rejection> errors) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", id.toString())
                .add("state", state.name().toLowerCase(java.util.Locale.ROOT))
                .add("format", format)
                .add("mode", mode)
                .add("actor", actor)
                .add("rowsRead", rowsRead)
                .add("rowsImported", rowsImported)
                .add("rowsRejected", rowsRejected)
                .add("startedAt", startedAt.toString());
        if (finishedAt != null) {
            json.add("finishedAt", finishedAt.toString());
        }
        if (detail != null) {
            json.add("detail", detail);
        }
        return json.add("errors", toJsonArray(errors)).build();
    }

    static JsonArray toJsonArray(List<Rejection> errors) {
        JsonArrayBuilder json = Json.createArrayBuilder();
        errors.forEach(error -> json.add(Json.createObjectBuilder()
                .add("line", error.line())
                .add("reason", error.reason())));
        return json.build();
    }
}
