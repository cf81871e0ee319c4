package io.twinharbor.audit.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Nothing is lost and nothing comes twice, whichever side fails and when. */
class FollowerTest {

    private final List<String> source = new ArrayList<>();
    private final Memory trail = new Memory();
    private int answersLeft = Integer.MAX_VALUE;
    private final Follower follower = new Follower(this::answer, trail);

    @Test
    void allThatThereIsComesInItsOrder() throws SQLException {
        happen(1, 2 * Source.PAGE + 5);
        assertTrue(follower.catchUp(() -> true));
        assertEquals(source, trail.positions());
        happen(1, 3);
        follower.catchUp(() -> true);
        assertEquals(source, trail.positions());
    }

    @Test
    void aSourceThatIsAwayIsFollowedOnFromWhereItWas() throws SQLException {
        happen(1, 3 * Source.PAGE);
        answersLeft = 2;
        assertThrows(SourceException.class, () -> follower.catchUp(() -> true));
        assertEquals(source.subList(0, 2 * Source.PAGE), trail.positions());
        answersLeft = Integer.MAX_VALUE;
        follower.catchUp(() -> true);
        assertEquals(source, trail.positions());
    }

    @Test
    void aTrailThatFailsWhileItAddsGetsTheSameAgain() throws SQLException {
        happen(1, 2 * Source.PAGE);
        trail.failsAfter = 1;
        assertThrows(SQLException.class, () -> follower.catchUp(() -> true));
        trail.failsAfter = Integer.MAX_VALUE;
        follower.catchUp(() -> true);
        assertEquals(source, trail.positions());
    }

    @Test
    void whoIsToStopStopsBetweenPages() throws SQLException {
        happen(1, 3 * Source.PAGE);
        assertFalse(follower.catchUp(() -> trail.kept.isEmpty()));
        assertEquals(Source.PAGE, trail.positions().size());
    }

    @Test
    void aSourceThatWasSetBackIsReadFromItsBeginningAndThatIsNoted() throws SQLException {
        happen(1, Source.PAGE + 10);
        follower.catchUp(() -> true);
        source.subList(5, source.size()).clear();
        source.addAll(List.of("new-1", "new-2"));
        follower.catchUp(() -> true);
        assertEquals(Source.PAGE + 10 + 3, trail.positions().size());
        assertEquals(List.of("new-1", "new-2", "resumed at new-2"),
                trail.positions().subList(Source.PAGE + 10, trail.positions().size()));
        source.add("new-3");
        follower.catchUp(() -> true);
        assertEquals("new-3", trail.position());
    }

    @Test
    void aSourceThatWasSetBackAndHasNothingNewIsNotReadAgainEachTime() throws SQLException {
        happen(1, 10);
        follower.catchUp(() -> true);
        source.subList(5, source.size()).clear();
        follower.catchUp(() -> true);
        int noted = trail.positions().size();
        follower.catchUp(() -> true);
        assertEquals(source.get(4), trail.position());
        assertEquals(noted, trail.positions().size());
    }

    @Test
    void pausesGrowWithEachFailureButNotForEver() {
        assertEquals(1000, Pull.nextPause(1000, 0));
        assertEquals(4000, Pull.nextPause(1000, 2));
        assertEquals(30_000, Pull.nextPause(1000, 10_000));
    }

    private void happen(int from, int to) {
        int before = source.size();
        IntStream.rangeClosed(from, to).forEach(number -> source.add("event-" + (before + number)));
    }

    private Optional<Page> answer(String position) {
        if (answersLeft-- <= 0) {
            throw new SourceException("away");
        }
        int after = position == null ? 0 : source.indexOf(position) + 1;
        if (position != null && after == 0) {
            return Optional.empty();
        }
        return Optional.of(Page.of(source.subList(after, Math.min(source.size(), after + Source.PAGE)).stream()
                .map(each -> "{\"position\":\"" + each + "\"}").collect(Collectors.joining(",", "[", "]"))));
    }

    /** As the table does it: what is there already stays as and where it is. */
    private static final class Memory implements Sink {

        private final Set<String> kept = new LinkedHashSet<>();
        private String last;
        private int failsAfter = Integer.MAX_VALUE;

        List<String> positions() {
            return List.copyOf(kept);
        }

        @Override
        public String position() {
            return last;
        }

        @Override
        public void append(String events) throws SQLException {
            if (failsAfter-- <= 0) {
                throw new SQLException("away");
            }
            try (var reader = Json.createReader(new StringReader(events))) {
                for (JsonObject event : reader.readArray().getValuesAs(JsonObject.class)) {
                    if (kept.add(event.getString("position"))) {
                        last = event.getString("position");
                    }
                }
            }
        }

        @Override
        public void resume(String lost, String position) {
            if (kept.add("resumed at " + position)) {
                last = position;
            }
        }
    }
}
