package io.twinharbor.accounts.events;

import java.sql.SQLException;

import io.twinharbor.accounts.access.Roles;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/v1/events}: every change of a user, for those who follow them (ADR 31). */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AUDITOR)
public class EventResource {

    /** The most events that one page holds. */
    static final int LIMIT = 1000;

    private final EventFeed feed;

    @Inject
    public EventResource(EventFeed feed) {
        this.feed = feed;
    }

    @GET
    public String after(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue("500") String limit)
            throws SQLException {
        int events = parseLimit(limit);
        if (after == null) {
            return feed.page(Position.BEGINNING, events);
        }
        Position position = Position.parse(after);
        if (!feed.has(position)) {
            throw new ProblemException(Problem.of(Response.Status.GONE, "unknown-position",
                    "There is no event at this position any more", "The directory was set back to an earlier time, or no"
                            + " longer keeps the event: begin without a position, and pass over what you have."));
        }
        return feed.page(position, events);
    }

    private static int parseLimit(String limit) {
        if (limit.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= LIMIT) {
                return number;
            }
        }
        throw new ProblemException(
                Problem.of(Response.Status.BAD_REQUEST, "limit must be a number from 1 to " + LIMIT + "."));
    }
}
