package io.twinharbor.accounts.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.twinharbor.accounts.directory.Directory;
import io.twinharbor.accounts.directory.User;
import io.twinharbor.accounts.directory.UserDraft;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What follows the events misses none, also of transactions that end in another order than they began. */
@ArquillianTest
class EventFeedIT {

    @Inject
    private EventFeed feed;

    @Inject
    private Directory directory;

    @Resource(lookup = "jdbc/bulk", shareable = false)
    private DataSource bulk;

    @Deployment
    static WebArchive service() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/accounts.war"));
    }

    @Test
    void eventsOfAUserComeInTheirOrderPageByPage() throws Exception {
        Position before = last();
        User user = directory.create(draft("followed@example.org"));
        directory.change(user.id(), any -> { }, User::deactivate);
        directory.delete(user.id(), any -> { });
        JsonObject created = events(before, 1).get(0);
        JsonObject deactivated = events(Position.parse(created.getString("position")), 1).get(0);
        JsonObject deleted = events(Position.parse(deactivated.getString("position")), 2).get(0);
        assertEquals(List.of("user.created", "user.deactivated", "user.deleted"),
                List.of(created.getString("type"), deactivated.getString("type"), deleted.getString("type")));
        assertEquals(user.id(), created.getJsonNumber("userId").longValue());
        assertTrue(created.isNull("before") && deleted.isNull("after"));
        assertEquals("followed@example.org", deleted.getJsonObject("before").getString("email"));
        assertTrue(feed.has(Position.parse(deleted.getString("position"))));
    }

    @Test
    void whatAnOpenTransactionMayStillPutBeforeItIsWaitedFor() throws Exception {
        Position before = last();
        try (Connection open = bulk.getConnection(); Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO users (email) VALUES ('slow@example.org')");
            directory.create(draft("quick@example.org"));
            assertEquals(List.of(), events(before, 10));
            open.commit();
        }
        assertEquals(Set.of("slow@example.org", "quick@example.org"), events(before, 10).stream()
                .map(event -> event.getJsonObject("after").getString("email")).collect(Collectors.toSet()));
    }

    @Test
    void whatHappenedToAUserComesInItsOrderThoughTheOlderTransactionCameLater() throws Exception {
        User user = directory.create(draft("both@example.org"));
        Position before = last();
        try (Connection older = bulk.getConnection(); Statement statement = older.createStatement()) {
            older.setAutoCommit(false);
            statement.execute("INSERT INTO users (email) VALUES ('older@example.org')");
            directory.change(user.id(), any -> { }, User::deactivate);
            statement.execute("UPDATE users SET active = true WHERE id = " + user.id());
            older.commit();
        }
        for (int pageSize = 1; pageSize <= 3; pageSize++) {
            assertEquals(List.of("user.deactivated", "user.changed"), following(before, pageSize).stream()
                    .filter(event -> event.getJsonNumber("userId").longValue() == user.id())
                    .map(event -> event.getString("type")).toList());
        }
    }

    @Test
    void aPositionIsForgottenWithItsEvent() throws Exception {
        directory.create(draft("known@example.org"));
        Position known = last();
        assertTrue(feed.has(known));
        assertFalse(feed.has(new Position(known.from(), known.to(), known.id(), known.micros() + 1)));
        assertFalse(feed.has(new Position(known.from(), known.to(), known.id() + 1000, known.micros())));
    }

    private Position last() throws Exception {
        Position last = Position.BEGINNING;
        List<JsonObject> page = events(last, EventResource.LIMIT);
        while (!page.isEmpty()) {
            last = Position.parse(page.get(page.size() - 1).getString("position"));
            page = events(last, EventResource.LIMIT);
        }
        return last;
    }

    private List<JsonObject> following(Position before, int pageSize) throws Exception {
        List<JsonObject> all = new ArrayList<>();
        List<JsonObject> page = events(before, pageSize);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = events(Position.parse(page.get(page.size() - 1).getString("position")), pageSize);
        }
        return all;
    }

    private List<JsonObject> events(Position after, int limit) throws Exception {
        try (var reader = Json.createReader(new StringReader(feed.page(after, limit)))) {
            JsonArray events = reader.readArray();
            return events.getValuesAs(JsonObject.class);
        }
    }

    private static UserDraft draft(String email) {
        return new UserDraft(email, null, true, Set.of());
    }
}
