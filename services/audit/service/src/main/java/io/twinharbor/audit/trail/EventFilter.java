package io.twinharbor.audit.trail;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * Which events a client wants; null wherever it says nothing.
 *
 * @param user  whom they are about
 * @param actor who did it
 * @param type  what was done
 * @param from  the earliest moment
 * @param to    the moment before which they happened
 */
record EventFilter(Long user, String actor, String type, OffsetDateTime from, OffsetDateTime to) {

    static final String USER_FORM = "[1-9][0-9]{0,17}";
    static final String TYPE_FORM = "[a-z]+(\\.[a-z-]+)+";
    static final int ACTOR_LENGTH = 255;
    static final int TYPE_LENGTH = 64;

    private static final int LAST_YEAR = 9999;

    /** How a value gets into a statement: as a parameter or quoted. */
    interface Quoting {
        String quote(String value) throws SQLException;
    }

    /**
     * @throws ProblemException 400 that names the parameter which does not fit
     */
    static EventFilter parse(String user, String actor, String type, String from, String to) {
        if (user != null && !user.matches(USER_FORM)) {
            throw bad("user must be the id of a user.");
        }
        if (actor != null && (actor.isEmpty() || actor.length() > ACTOR_LENGTH
                || actor.codePoints().anyMatch(EventFilter::isUnstorable))) {
            throw bad("actor must be a name of at most " + ACTOR_LENGTH + " characters.");
        }
        if (type != null && (type.length() > TYPE_LENGTH || !type.matches(TYPE_FORM))) {
            throw bad("type must be one of events, such as user.created.");
        }
        return new EventFilter(user == null ? null : Long.valueOf(user), actor, type, moment("from", from), moment("to", to));
    }

    /** The WHERE of a statement. */
    String conditions(Quoting quoting) throws SQLException {
        StringBuilder sql = new StringBuilder(" WHERE true");
        add(sql, "user_id =", user, quoting);
        add(sql, "actor =", actor, quoting);
        add(sql, "type =", type, quoting);
        add(sql, "occurred_at >=", from, quoting);
        add(sql, "occurred_at <", to, quoting);
        return sql.toString();
    }

    private static void add(StringBuilder sql, String condition, Object value, Quoting quoting) throws SQLException {
        if (value != null) {
            sql.append(" AND ").append(condition).append(' ').append(quoting.quote(value.toString()));
        }
    }

    /** Control characters, and halves of surrogate pairs, which have no UTF-8 form. */
    private static boolean isUnstorable(int c) {
        return Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** Whether PostgreSQL takes a moment as Java writes it: it has no year 0, and no sign before one of five digits. */
    static boolean isStorable(OffsetDateTime moment) {
        return moment.getYear() >= 1 && moment.getYear() <= LAST_YEAR;
    }

    private static OffsetDateTime moment(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            // In UTC, since PostgreSQL knows no offset of sixteen hours and more, which RFC 3339 has.
            OffsetDateTime moment = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (isStorable(moment)) {
                return moment;
            }
        } catch (DateTimeException e) {
            // Told below, with years that no calendar of the database has.
        }
        throw bad(name + " must be a moment as in RFC 3339, such as 2026-01-02T03:04:05Z.");
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.of(Response.Status.BAD_REQUEST, detail));
    }
}
