package io.twinharbor.audit.trail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;

import io.twinharbor.audit.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/v1/audit/events}: what it takes and answers is said in {@code META-INF/openapi.yaml}. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AUDITOR)
public class EventResource {

    private static final String PATH = "/api/v1/audit/events";

    private final Trail trail;

    @Inject
    public EventResource(Trail trail) {
        this.trail = trail;
    }

    @GET
    public Response search(@QueryParam("user") String user, @QueryParam("actor") String actor, @QueryParam("type") String type,
            @QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("sort") @DefaultValue(EventQuery.NEWEST_FIRST) String sort, @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit, @Context UriInfo address) throws SQLException {
        EventQuery query = EventQuery.parse(EventFilter.parse(user, actor, type, from, to), sort, cursor, limit);
        List<Found> found = trail.search(query);
        StringJoiner page = new StringJoiner(",", "[", "]");
        found.forEach(event -> page.add(event.json()));
        Response.ResponseBuilder response = Response.ok(page.toString()).header("Link", link(address, null, "first"));
        if (found.size() == query.limit()) {
            response.header("Link", link(address, query.after(found.get(found.size() - 1)), "next"));
        }
        return response.build();
    }

    /** A link to this list from its beginning or after an event (RFC 8288), with the client's other parameters kept. */
    private static String link(UriInfo address, Cursor cursor, String relation) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        address.getQueryParameters().forEach((name, values) -> {
            if (!name.equals("cursor")) {
                values.forEach(value -> query.add(encode(name) + "=" + encode(value)));
            }
        });
        if (cursor != null) {
            query.add("cursor=" + cursor.encode());
        }
        return "<" + PATH + query + ">; rel=\"" + relation + "\"";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
