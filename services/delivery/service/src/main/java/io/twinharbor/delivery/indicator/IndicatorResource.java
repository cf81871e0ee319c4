package io.twinharbor.delivery.indicator;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

import io.twinharbor.conduct.problem.Problem;
import io.twinharbor.conduct.problem.ProblemException;
import io.twinharbor.delivery.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/indicators}: what each operation takes and answers is said in {@code META-INF/openapi.yaml}. */
@Path("/indicators")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.READER, Roles.EDITOR, Roles.ADMIN})
public class IndicatorResource {

    private final Measurement measurement;

    @Inject
    public IndicatorResource(Measurement measurement) {
        this.measurement = measurement;
    }

    @GET
    public String compared(@QueryParam("service") String service, @QueryParam("environment") String environment,
            @QueryParam("from") String from, @QueryParam("to") String to) {
        Window window = Window.parse(from, to);
        JsonArrayBuilder all = Json.createArrayBuilder();
        measurement.of(List.of(window, window.before())).forEach((subject, indicators) -> {
            if (isMeant(subject, service, environment)) {
                all.add(of(subject)
                        .add("indicators", IndicatorJson.of(indicators.get(0)))
                        .add("before", IndicatorJson.of(indicators.get(1))));
            }
        });
        return Json.createObjectBuilder().add("from", window.from().toString()).add("to", window.to().toString())
                .add("of", all).build().toString();
    }

    @GET
    @Path("history")
    public String history(@QueryParam("service") String service, @QueryParam("environment") String environment,
            @QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("step") @DefaultValue("day") String step) {
        Window window = Window.parse(from, to);
        List<Window> parts = window.parts(length(step));
        SortedMap<Subject, List<Indicators>> measured = measurement.of(parts);
        JsonArrayBuilder all = Json.createArrayBuilder();
        measured.forEach((subject, indicators) -> {
            if (isMeant(subject, service, environment)) {
                JsonArrayBuilder points = Json.createArrayBuilder();
                for (int i = 0; i < parts.size(); i++) {
                    points.add(IndicatorJson.of(indicators.get(i)).add("from", parts.get(i).from().toString()));
                }
                all.add(of(subject).add("points", points));
            }
        });
        return Json.createObjectBuilder().add("from", window.from().toString()).add("to", window.to().toString())
                .add("step", step).add("of", all).build().toString();
    }

    private static JsonObjectBuilder of(Subject subject) {
        return Json.createObjectBuilder().add("service", subject.service()).add("environment", subject.environment());
    }

    private static boolean isMeant(Subject subject, String service, String environment) {
        return (service == null || service.equals(subject.service()))
                && (environment == null || environment.equals(subject.environment()));
    }

    private static Duration length(String step) {
        return switch (step) {
            case "day" -> Duration.ofDays(1);
            case "week" -> Duration.ofDays(7);
            default -> throw new ProblemException(Problem.bad("step must be day or week."));
        };
    }
}
