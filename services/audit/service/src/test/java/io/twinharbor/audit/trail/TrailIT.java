package io.twinharbor.audit.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The trail from inside the server, with the database role that the service has. */
@ArquillianTest
class TrailIT {

    private static final String REFUSED = "42501";

    @Inject
    private Trail trail;

    @Inject
    private ExportResource export;

    @Resource(lookup = "jdbc/audit")
    private DataSource database;

    @Deployment
    static WebArchive service() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/audit.war"));
    }

    @Test
    void eventsAreAddedOnceInTheirOrderAndTheLastSaysWhereToGoOn() throws SQLException {
        trail.append(events("once", 1, 3));
        assertEquals("once-3", trail.position());
        long before = trail.head().orElseThrow().seq();
        trail.append(events("once", 1, 5));
        assertEquals(before + 2, trail.head().orElseThrow().seq());
        assertEquals(List.of("once-5", "once-4", "once-3", "once-2", "once-1"), positions(search("once", null, 10)));
    }

    @Test
    void whatCannotBeStoredWholeIsNotStoredInPart() throws SQLException {
        trail.append(events("whole", 1, 1));
        String spoilt = events("whole", 2, 3).replace("\"actor\":\"whole\"}]", "\"actor\":null}]");
        assertThrows(SQLException.class, () -> trail.append(spoilt));
        assertEquals("whole-1", trail.position());
    }

    @Test
    void whatAnEventSaidIsKeptToTheLetter() throws SQLException {
        trail.append("""
                [{"position":"letter-1","id":1,"type":"user.changed","userId":5,"actor":"letter","traceId":"feed",
                  "occurredAt":"2026-01-02T03:04:05.678901Z","before":{"b" : 1.0, "a":"\\u00e9"},"after":null}]""");
        String json = search("letter", null, 1).get(0).json();
        assertTrue(json.contains("{\"b\" : 1.0, \"a\":\"\\u00e9\"}"), json);
        assertTrue(json.contains("\"occurredAt\" : \"2026-01-02T03:04:05.678901Z\"") && json.contains("\"after\" : null"), json);
    }

    @Test
    void pagesHaveEachEventOnceWhateverComesMeanwhile() throws SQLException {
        trail.append(events("paged", 1, 7));
        List<String> seen = new ArrayList<>();
        Cursor after = null;
        for (List<Found> page = search("paged", after, 3); !page.isEmpty(); page = search("paged", after, 3)) {
            seen.addAll(positions(page));
            Found last = page.get(page.size() - 1);
            after = Cursor.decode(query("paged", null, 3).after(last).encode(), true);
            trail.append(events("paged", 8, 9));
        }
        assertEquals(List.of("paged-7", "paged-6", "paged-5", "paged-4", "paged-3", "paged-2", "paged-1"), seen);
    }

    @Test
    void anExportHasTheChainInItsOrder() throws Exception {
        trail.append(events("o'export", 1, 2));
        String[] lines = exported(export.ndjson(null, "o'export", null, null, null)).split("\n");
        assertEquals(2, lines.length);
        assertEquals(json(lines[0]).getString("hash"), json(lines[1]).getString("previous"));
        String csv = exported(export.csv(null, "o'export", "user.created", "2000-01-01T00:00:00Z", null));
        assertTrue(csv.startsWith("seq,type,userId,actor,traceId,occurredAt,recordedAt,position,sourceId,before,after,previous,"
                + "hash\n"));
        assertEquals(3, csv.split("\n").length);
    }

    @Test
    void whereTheSourceWasSetBackIsPartOfTheTrail() throws SQLException {
        trail.append(events("back", 1, 2));
        trail.resume("back-2", "back-1");
        assertEquals("back-1", trail.position());
        JsonObject noted = json(trail.search(new EventQuery(EventFilter.parse(null, "audit", Trail.RESUMED, null, null), true,
                null, 1)).get(0).json());
        assertEquals("back-2", noted.getJsonObject("before").getString("position"));
    }

    @Test
    void theServiceCannotRewriteWhatItAdded() throws SQLException {
        trail.append(events("kept", 1, 1));
        for (String statement : List.of("UPDATE audit_event SET actor = 'eve'", "DELETE FROM audit_event",
                "TRUNCATE audit_event", "ALTER TABLE audit_event DISABLE TRIGGER ALL")) {
            try (Connection connection = database.getConnection(); Statement forgery = connection.createStatement()) {
                SQLException refusal = assertThrows(SQLException.class, () -> forgery.execute(statement), statement);
                assertEquals(REFUSED, refusal.getSQLState(), statement);
            }
        }
    }

    private List<Found> search(String actor, Cursor after, int limit) throws SQLException {
        return trail.search(query(actor, after, limit));
    }

    private static EventQuery query(String actor, Cursor after, int limit) {
        return new EventQuery(EventFilter.parse(null, actor, null, null, null), true, after, limit);
    }

    private static List<String> positions(List<Found> found) {
        return found.stream().map(event -> json(event.json()).getString("position")).toList();
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String exported(Response response) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((StreamingOutput) response.getEntity()).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A moment of their own for those of each test, whose numbers are the same. */
    private static String moment(String actor) {
        return Instant.parse("2026-01-02T03:04:05.678901Z").plusSeconds(actor.hashCode() & 0xffff).toString();
    }

    /** All of one moment, as those of an import are. */
    private static String events(String actor, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> """
                {"position":"%1$s-%2$d","id":%2$d,"type":"user.created","userId":%2$d,"traceId":null,\
                "occurredAt":"%3$s","before":null,"after":{"id":%2$d},"actor":"%1$s"}"""
                .formatted(actor, number, moment(actor))).collect(Collectors.joining(",", "[", "]"));
    }
}
