package io.twinharbor.audit.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.twinharbor.conduct.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

    @Test
    void whatIsNotSaidIsNotAskedFor() throws SQLException {
        assertEquals(" WHERE true", EventFilter.parse(null, null, null, null, null).conditions(value -> value));
    }

    @Test
    void noValueGetsIntoTheStatementByItself() throws SQLException {
        List<String> values = new ArrayList<>();
        String conditions = EventFilter.parse("7", "o'hara 😀", "user.created", "2026-01-02T03:04:05.678901+02:00",
                "2026-02-01T00:00:00Z").conditions(value -> {
                    values.add(value);
                    return "?";
                });
        assertEquals(" WHERE true AND user_id = ? AND actor = ? AND type = ? AND occurred_at >= ? AND occurred_at < ?",
                conditions);
        assertEquals(List.of("7", "o'hara 😀", "user.created", "2026-01-02T01:04:05.678901Z", "2026-02-01T00:00Z"), values);
    }

    @Test
    void aMomentIsGivenToTheDatabaseInUtcWhateverItsOffset() {
        EventFilter filter = EventFilter.parse(null, null, null, "2026-01-02T03:00:00+18:00", null);
        assertEquals("2026-01-01T09:00Z", filter.from().toString());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"0,-,-,-", "seven,-,-,-", "1234567890123456789,-,-,-", "-,'',-,-", "-,tab\there,-,-",
        "-,lone \ud800 surrogate,-,-", "-,-,user,-", "-,-,User.created,-", "-,-,user.,-", "-,-,-,yesterday",
        "-,-,-,2026-01-02", "-,-,-,2026-01-02T03:04:05", "-,-,-,+10000-01-02T03:04:05Z", "-,-,-,0000-01-02T03:04:05Z",
        "-,-,-,0001-01-01T00:00:00+18:00"})
    void whatCannotBeIsRefused(String user, String actor, String type, String from) {
        var refusal = assertThrows(ProblemException.class, () -> EventFilter.parse(user, actor, type, from, null));
        assertEquals(400, refusal.problem().status());
    }
}
