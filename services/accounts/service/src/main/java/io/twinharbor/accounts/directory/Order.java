package io.twinharbor.accounts.directory;

import java.util.Arrays;
import java.util.function.Function;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.ws.rs.core.Response;

/**
 * How a list is sorted; equal values are sorted by id.
 *
 * @param key        by what
 * @param descending whether the largest comes first
 */
record Order(Key key, boolean descending) {

    /** What a list can be sorted by; each has an index. */
    enum Key {
        ID("id", "id", User::id),
        EMAIL("email", "emailKey", User::emailKey),
        CHANGED_AT("changedAt", "changedAt", User::changedAt);

        private final String parameter;
        private final String attribute;
        private final Function<User, Object> value;

        Key(String parameter, String attribute, Function<User, Object> value) {
            this.parameter = parameter;
            this.attribute = attribute;
            this.value = value;
        }
    }

    /**
     * @param parameter such as {@code email}, or {@code -email} for descending
     * @throws ProblemException 400 if it is not one of these
     */
    static Order parse(String parameter) {
        boolean descending = parameter.startsWith("-");
        String name = descending ? parameter.substring(1) : parameter;
        return Arrays.stream(Key.values())
                .filter(key -> key.parameter.equals(name))
                .findFirst()
                .map(key -> new Order(key, descending))
                .orElseThrow(() -> new ProblemException(Problem.of(Response.Status.BAD_REQUEST,
                        "sort must be one of id, email, changedAt, each with a minus in front for descending.")));
    }

    String parameter() {
        return (descending ? "-" : "") + key.parameter;
    }

    /** The attribute of {@link User} in JPQL. */
    String attribute() {
        return key.attribute;
    }

    String direction() {
        return descending ? "DESC" : "ASC";
    }

    /** What is between a row and those that come after it. */
    String comparison() {
        return descending ? "<" : ">";
    }

    Cursor after(User user) {
        return new Cursor(this, key.value.apply(user), user.id());
    }
}
