package io.twinharbor.accounts.ingest;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import io.twinharbor.accounts.access.Roles;
import io.twinharbor.accounts.ingest.ImportReport.State;
import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.conduct.problem.Statuses;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/v1/users/imports}: many users in one request, what became of them, and how far it is. */
@Path("/users/imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.EDITOR, Roles.ADMIN})
public class ImportResource {

    static final String ADDRESS = "/api/v1/users/imports";

    static final int ERRORS_IN_REPORT = 100;
    static final int ERRORS_IN_PAGE = 1000;
    static final int IMPORTS_LISTED = 50;
    static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String ONE = "{id: " + UUID_FORM + "}";

    @Resource(lookup = "jdbc/accounts")
    private DataSource database;

    private final Importer importer;

    @Inject
    public ImportResource(Importer importer) {
        this.importer = importer;
    }

    @POST
    @Consumes({Format.CSV_TYPE, Format.NDJSON_TYPE})
    public Response start(@QueryParam("mode") @DefaultValue("all-or-nothing") String mode,
            @HeaderParam("Idempotency-Key") String key, @HeaderParam("Content-Type") MediaType type, InputStream file)
            throws SQLException {
        Mode chosen = Mode.of(mode).orElseThrow(() -> bad("mode must be all-or-nothing or skip-invalid."));
        Format format = Format.of(type).orElseThrow(() -> new ProblemException(Problem.of(
                Response.Status.UNSUPPORTED_MEDIA_TYPE, "The file must be UTF-8.")));
        ImportReport report = importer.run(parseKey(key), format, chosen, file);
        List<Rejection> errors = errorsOf(report.id(), 0, ERRORS_IN_REPORT);
        if (report.state() == State.REJECTED) {
            throw new ProblemException(Problem.of(Statuses.UNPROCESSABLE_CONTENT, "import-rejected",
                            "The file has rows in error, so nothing was stored",
                            report.rowsRejected() + " of " + report.rowsRead() + " rows are in error: mend them, or take"
                                    + " mode=skip-invalid to store the others.")
                    .with("import", Json.createValue(report.location()))
                    .with("errors", ImportReport.toJsonArray(errors)), Map.of("Link", linkToErrors(report)));
        }
        return Response.status(Response.Status.CREATED)
                .header("Location", report.location())
                .header("Link", linkToErrors(report))
                .entity(report.toJson(errors).toString())
                .build();
    }

    @GET
    public String newest() throws SQLException {
        try (Connection connection = database.getConnection()) {
            JsonArrayBuilder reports = Json.createArrayBuilder();
            new ImportLog(connection).newest(IMPORTS_LISTED).forEach(report -> reports.add(report.toJson(List.of())));
            return reports.build().toString();
        }
    }

    @GET
    @Path(ONE)
    public Response get(@PathParam("id") UUID id) throws SQLException {
        ImportReport report = find(id);
        return Response.ok(report.toJson(errorsOf(id, 0, ERRORS_IN_REPORT)).toString())
                .header("Link", linkToErrors(report))
                .build();
    }

    @GET
    @Path(ONE + "/errors")
    public Response errors(@PathParam("id") UUID id, @QueryParam("afterLine") @DefaultValue("0") String afterLine)
            throws SQLException {
        if (!afterLine.matches("[0-9]{1,18}")) {
            throw bad("afterLine must be a line number.");
        }
        ImportReport report = find(id);
        List<Rejection> errors = errorsOf(id, Long.parseLong(afterLine), ERRORS_IN_PAGE);
        Response.ResponseBuilder response = Response.ok(ImportReport.toJsonArray(errors).toString());
        if (errors.size() == ERRORS_IN_PAGE) {
            response.header("Link", "<" + report.location() + "/errors?afterLine="
                    + errors.get(errors.size() - 1).line() + ">; rel=\"next\"");
        }
        return response.build();
    }

    private ImportReport find(UUID id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new ImportLog(connection).find(id).orElseThrow(() -> new ProblemException(
                    Problem.of(Response.Status.NOT_FOUND, "There is no import " + id + ".")));
        }
    }

    private List<Rejection> errorsOf(UUID id, long afterLine, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new ImportLog(connection).errors(id, afterLine, limit);
        }
    }

    private static String linkToErrors(ImportReport report) {
        return "<" + report.location() + "/errors>; rel=\"errors\"";
    }

    private static UUID parseKey(String key) {
        if (key == null) {
            return UUID.randomUUID();
        }
        if (!key.matches(UUID_FORM)) {
            throw bad("Idempotency-Key must be a UUID: it becomes the import's id.");
        }
        return UUID.fromString(key);
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.of(Response.Status.BAD_REQUEST, detail));
    }
}
