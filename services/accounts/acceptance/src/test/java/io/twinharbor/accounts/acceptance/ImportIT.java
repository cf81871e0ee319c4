package io.twinharbor.accounts.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many users at once, in and out. */
class ImportIT {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String MIXED = """
            email,displayName,active,roles
            %1$s1@example.org,One,true,a b
            nobody,Two,true,
            %1$s1@EXAMPLE.org,again,false,
            test@test.com,,true,
            %1$s2@example.org,"quoted, ""two\""",false,
            too,few
            """;

    private final Client editor = Subject.first().as("editor");

    @Test
    void badRowsAreSkippedAndReportedByLineWhereTheClientWantsIt() {
        var answer = Expect.status(201, editor.post(Client.IMPORTS + "?mode=skip-invalid", CSV, MIXED.formatted("skip")));
        JsonObject report = Client.object(answer);
        assertEquals("completed", report.getString("state"));
        assertEquals(6, report.getInt("rowsRead"));
        assertEquals(2, report.getInt("rowsImported"));
        assertEquals(List.of(3, 4, 5, 7), lines(report));
        assertEquals(report, Client.object(Stand.second().as("editor").get(Client.location(answer))));
        assertEquals(report.getJsonArray("errors"), Client.array(editor.get(Client.location(answer) + "/errors")));
        assertTrue(users().contains("skip2@example.org"));
    }

    @Test
    void oneBadRowStoresNothingWhereTheClientWantsAllOrNothing() {
        JsonObject problem = Expect.problem(422, editor.post(Client.IMPORTS, CSV, MIXED.formatted("none")));
        assertEquals(List.of(3, 4, 5, 7), lines(problem));
        assertFalse(users().contains("none1@example.org"));
        assertEquals("rejected", Client.object(editor.get(problem.getString("import"))).getString("state"));
    }

    @Test
    @Tag(Subject.DEPLOYED)
    void jsonLinesAreTakenAsTheApiTakesUsers() {
        var answer = editor.post(Client.IMPORTS + "?mode=skip-invalid", NDJSON, """
                {"email":"%1$slines1@example.org","displayName":"back\\\\slash \\u00e9","roles":["clerk"]}

                {"email":"%1$slines2@example.org","active":false}
                {"email":"%1$slines3@example.org","colour":"red"}
                nonsense
                """.formatted(Addresses.PREFIX));
        JsonObject report = Client.object(Expect.status(201, answer));
        assertEquals(2, report.getInt("rowsImported"));
        assertEquals(List.of(4, 5), lines(report));
        JsonObject first = found("lines1").get(0);
        assertEquals("back\\slash é", first.getString("displayName"));
        assertEquals("[\"clerk\"]", first.getJsonArray("roles").toString());
    }

    @Test
    @Tag(Subject.DEPLOYED)
    void aJsonLineBeyondMeasureIsOneBadRow() {
        var answer = editor.post(Client.IMPORTS + "?mode=skip-invalid", NDJSON, """
                {"email":"%1$smeasure1@example.org"}
                %2$s
                {"email":1e99999999999}
                {"email":"%1$smeasure2@example.org"}
                """.formatted(Addresses.PREFIX, "[".repeat(2000)));
        JsonObject report = Client.object(Expect.status(201, answer));
        assertEquals(2, report.getInt("rowsImported"));
        assertEquals(List.of(2, 3), lines(report));
    }

    @Test
    @Tag(Subject.DEPLOYED)
    void aFileThatMakesNoSenseIsRefused() {
        Expect.problem(422, editor.post(Client.IMPORTS, CSV, ""));
        Expect.problem(422, editor.post(Client.IMPORTS, CSV, "email,colour\n"));
        Expect.problem(422, editor.post(Client.IMPORTS, CSV, "displayName\n"));
        Expect.problem(422, editor.send("POST", Client.IMPORTS, CSV, BodyPublishers.ofByteArray(
                "email,displayName\na@example.org,é\n".getBytes(StandardCharsets.ISO_8859_1))));
        Expect.problem(400, editor.post(Client.IMPORTS + "?mode=maybe", CSV, "email\n"));
        Expect.problem(400, editor.post(Client.IMPORTS, CSV, "email\n", "Idempotency-Key", "not a UUID"));
    }

    @Test
    @Tag(Subject.DEPLOYED)
    void aRepeatedImportWithItsKeyImportsOnce() {
        String key = UUID.randomUUID().toString();
        String file = "email\n" + Addresses.of("repeated") + "\n";
        var first = Expect.status(201, editor.post(Client.IMPORTS, CSV, file, "Idempotency-Key", key));
        var again = Expect.status(201, Subject.second().as("editor").post(Client.IMPORTS, CSV, file, "Idempotency-Key", key));
        assertEquals(Client.IMPORTS + "/" + key, Client.location(first));
        assertEquals(Client.object(first), Client.object(again));
        Expect.problem(409, Subject.first().as("admin").post(Client.IMPORTS, CSV, file, "Idempotency-Key", key));
    }

    @Test
    void whileAnImportRunsItsProgressIsSeenAndNoMoreThanTwoRunAtOnce() {
        SlowFile slow = new SlowFile();
        SlowFile other = new SlowFile();
        String key = UUID.randomUUID().toString();
        CompletableFuture<?> first = editor.sendAsync("POST", Client.IMPORTS, CSV, slow.publisher(), "Idempotency-Key", key);
        CompletableFuture<?> second = editor.sendAsync("POST", Client.IMPORTS, CSV, other.publisher());
        slow.write("email\n");
        other.write("email\n");
        slow.write(IntStream.range(0, 50_000).mapToObj(number -> "slow" + number + "@example.org\n")
                .collect(Collectors.joining()));
        JsonObject running = Eventually.get(() -> Client.object(Stand.second().as("editor").get(Client.IMPORTS + "/" + key)),
                report -> report.containsKey("rowsRead") && report.getInt("rowsRead") >= 20_000);
        assertEquals("running", running.getString("state"));
        assertFalse(users().contains("slow1@example.org"), "nobody sees the users before all are in");
        Eventually.get(() -> Client.array(editor.get(Client.IMPORTS)).toString().split("\"running\"", -1).length,
                parts -> parts == 3);
        Expect.problem(409, Stand.second().as("editor").post(Client.IMPORTS, CSV, "email\n", "Idempotency-Key", key));
        var busy = editor.post(Client.IMPORTS, CSV, "email\n");
        Expect.problem(429, busy);
        assertTrue(busy.headers().firstValue("Retry-After").isPresent());
        slow.close();
        other.close();
        first.join();
        second.join();
        assertEquals("completed", Client.object(editor.get(Client.IMPORTS + "/" + key)).getString("state"));
        assertTrue(users().contains("slow49999@example.org"));
    }

    @Test
    void anUploadThatBreaksOffStoresNothing() throws IOException {
        String key = UUID.randomUUID().toString();
        try (BrokenUpload upload = new BrokenUpload(Stand.first(), Client.IMPORTS, key)) {
            upload.send("email\nbroken1@example.org\nbroken2@example.org\n");
        }
        JsonObject report = Eventually.get(() -> Client.object(editor.get(Client.IMPORTS + "/" + key)),
                one -> !one.getString("state", "running").equals("running"));
        assertEquals("failed", report.getString("state"));
        assertEquals(0, report.getInt("rowsImported"));
        assertFalse(users().contains("broken1@example.org"));
    }

    @Test
    @Tag(Subject.DEPLOYED)
    void anExportIsAnImport() {
        Expect.status(201, editor.post(Client.IMPORTS, CSV, """
                email,displayName,active,roles
                %1$strip1@example.org,"a ""quoted"", name",true,a b
                %1$strip2@example.org,,false,
                %1$strip3@example.org,back\\slash é,true,c
                """.formatted(Addresses.PREFIX)));
        String csv = export(CSV);
        String lines = export(NDJSON);
        assertEquals(4, csv.lines().count());
        assertEquals(3, lines.lines().count());
        for (String format : List.of(CSV, NDJSON)) {
            String before = withoutTimes(csv);
            for (JsonObject user : found("trip")) {
                Expect.status(204, Subject.first().as("admin").delete(Client.USERS + "/" + user.getJsonNumber("id")));
            }
            Expect.status(201, editor.post(Client.IMPORTS, format, format.equals(CSV) ? csv : lines));
            assertEquals(before, withoutTimes(export(CSV)));
        }
    }

    private String export(String format) {
        String prefix = Addresses.PREFIX.toUpperCase(Locale.ROOT) + "TRIP";
        return Expect.status(200, editor.get(Client.USERS + "/export?emailPrefix=" + prefix, "Accept", format)).body();
    }

    private List<JsonObject> found(String name) {
        var answer = editor.get(Client.USERS + "?emailPrefix=" + Addresses.PREFIX + name);
        return Client.array(Expect.status(200, answer)).getValuesAs(JsonObject.class);
    }

    private static String withoutTimes(String csv) {
        return csv.replaceAll("(?m)^[0-9]+,", "").replaceAll("20[0-9]{2}-[0-9-]+T[0-9:.]+Z", "");
    }

    private static String users() {
        return Stand.second().as().get("/").body();
    }

    private static List<Integer> lines(JsonObject report) {
        return report.getJsonArray("errors").getValuesAs(error -> ((JsonObject) error).getInt("line"));
    }
}
