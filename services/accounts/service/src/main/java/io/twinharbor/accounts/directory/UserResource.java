package io.twinharbor.accounts.directory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;

import io.twinharbor.accounts.access.ReadAccess;
import io.twinharbor.accounts.access.Roles;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Violation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonMergePatch;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/v1/users}: what each operation takes and answers is said in {@code META-INF/openapi.yaml}. */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {

    static final int ID_DIGITS = 18;

    private static final String ONE = "{id: [1-9][0-9]{0," + (ID_DIGITS - 1) + "}}";
    private static final String PATH = "/api/v1/users";

    private final Directory directory;
    private final RepeatableCreation repeatableCreation;
    private final UserRules rules;
    private final ReadAccess readAccess;

    @Inject
    public UserResource(Directory directory, RepeatableCreation repeatableCreation, UserRules rules,
            ReadAccess readAccess) {
        this.directory = directory;
        this.repeatableCreation = repeatableCreation;
        this.rules = rules;
        this.readAccess = readAccess;
    }

    @GET
    public Response list(@QueryParam("active") String active, @QueryParam("emailPrefix") String emailPrefix,
            @QueryParam("sort") @DefaultValue("id") String sort, @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @Context UriInfo address, @Context SecurityContext security) {
        readAccess.check(security.getUserPrincipal(), security::isUserInRole);
        UserQuery query = UserQuery.parse(active, emailPrefix, sort, cursor, limit);
        List<User> users = directory.list(query);
        JsonArrayBuilder page = Json.createArrayBuilder();
        users.forEach(user -> page.add(UserJson.of(user)));
        Response.ResponseBuilder response = Response.ok(page.build().toString())
                .header("Link", link(address, null, "first"));
        if (users.size() == query.limit()) {
            response.header("Link", link(address, query.order().after(users.get(users.size() - 1)), "next"));
        }
        return response.build();
    }

    @POST
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@HeaderParam("Idempotency-Key") String key, InputStream body) throws IOException {
        JsonObject json = JsonBody.read(body);
        JsonObject complete = json.containsKey("active")
                ? json : Json.createObjectBuilder(json).add("active", true).build();
        UserDraft draft = draft(complete);
        if (key != null) {
            return created(repeatableCreation.create(key, json, draft));
        }
        return created(UserJson.of(directory.create(draft)));
    }

    @GET
    @Path(ONE)
    @RolesAllowed({Roles.READER, Roles.EDITOR, Roles.ADMIN})
    public Response get(@PathParam("id") long id, @Context Request request) {
        User user = directory.get(id);
        Response.ResponseBuilder unmet = request.evaluatePreconditions(tag(user));
        if (unmet == null) {
            return answer(user);
        }
        if (unmet.build().getStatus() == Response.Status.NOT_MODIFIED.getStatusCode()) {
            return unmet.tag(tag(user)).build();
        }
        throw changed();
    }

    @PUT
    @Path(ONE)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(@PathParam("id") long id, InputStream body, @Context Request request) throws IOException {
        UserDraft draft = draft(JsonBody.read(body));
        return answer(directory.change(id, precondition(request), user -> user.apply(draft)));
    }

    @PATCH
    @Path(ONE)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Consumes("application/merge-patch+json")
    public Response patch(@PathParam("id") long id, InputStream body, @Context Request request) throws IOException {
        JsonMergePatch patch = Json.createMergePatch(JsonBody.read(body));
        return answer(directory.change(id, precondition(request), user -> {
            JsonValue patched = patch.apply(UserJson.writablePartOf(user));
            user.apply(draft(patched.asJsonObject()));
        }));
    }

    /** Takes a user's access away and keeps the user; again does no harm. */
    @POST
    @Path(ONE + "/deactivate")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    public Response deactivate(@PathParam("id") long id, @Context Request request) {
        return answer(directory.change(id, precondition(request), user -> {
            if (user.active()) {
                user.deactivate();
            }
        }));
    }

    @DELETE
    @Path(ONE)
    @RolesAllowed(Roles.ADMIN)
    public void delete(@PathParam("id") long id, @Context Request request) {
        directory.delete(id, precondition(request));
    }

    private UserDraft draft(JsonObject json) {
        List<Violation> violations = new ArrayList<>();
        UserDraft draft = UserJson.toDraft(json, Set.of(), violations);
        if (violations.isEmpty()) {
            violations.addAll(rules.check(draft));
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid("invalid-user", "The user is not valid", violations));
        }
        return draft;
    }

    private static Consumer<User> precondition(Request request) {
        return user -> {
            if (request.evaluatePreconditions(tag(user)) != null) {
                throw changed();
            }
        };
    }

    private static ProblemException changed() {
        return new ProblemException(Problem.of(Response.Status.PRECONDITION_FAILED,
                "The user is not, or no longer, as the request's condition says: read it again, then decide."));
    }

    private static Response answer(User user) {
        return Response.ok(UserJson.of(user).toString()).tag(tag(user)).build();
    }

    private static Response created(JsonObject user) {
        return Response.status(Response.Status.CREATED)
                // Relative, as RFC 9110 allows: true behind whatever name a proxy gives the service.
                .header("Location", PATH + "/" + user.getJsonNumber("id"))
                .tag("1")
                .entity(user.toString())
                .build();
    }

    private static EntityTag tag(User user) {
        return new EntityTag(Long.toString(user.version()));
    }

    /** A link to this list from its beginning or after a row (RFC 8288), with the client's other parameters kept. */
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
