package io.twinharbor.conduct.problem;

import java.util.Locale;
import java.util.Map;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns whatever a resource throws into a problem, and tells nobody outside how it is built. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof ProblemException expected) {
            return withHeaders(expected.problem().toResponse(), expected.headers());
        }
        if (thrown instanceof WebApplicationException refused) {
            Response response = refused.getResponse();
            if (response.getStatus() < 400) {
                return response;
            }
            Response.ResponseBuilder problem = Problem
                    .of(response.getStatusInfo(), Explanations.of(response.getStatus())).toResponse();
            response.getStringHeaders().forEach((name, values) -> {
                if (!name.toLowerCase(Locale.ROOT).startsWith("content-")) {
                    values.forEach(value -> problem.header(name, value));
                }
            });
            return problem.build();
        }
        ProblemException failure = Failures.toProblem(thrown);
        return withHeaders(failure.problem().toResponse(), failure.headers());
    }

    private static Response withHeaders(Response.ResponseBuilder response, Map<String, String> headers) {
        headers.forEach(response::header);
        return response.build();
    }
}
